import JSON
import KubernetesAPI
import Testing

@Suite struct `What decides about an object in protobuf` {
  private static func item(
    _ bytes: [UInt8], readsLabels: Bool = true
  ) throws(ProtobufError) -> ListItem {
    try ListItem(protobufObject: bytes.span, readsLabels: readsLabels)
  }

  @Test func `is what its JSON says`() throws {
    let envelope = try ProtobufEnvelope(Fixture.bytes(of: "namespace.get.pb").span)
    #expect(envelope.kind == "Namespace")
    let json = try ListItem(object: Fixture.bytes(of: "namespace.get.json"))
    #expect(try Self.item(envelope.raw) == json)
    #expect(!json.labels.isEmpty)
    var unlabelled = json
    unlabelled.labels = [:]
    #expect(try Self.item(envelope.raw, readsLabels: false) == unlabelled)
  }

  /// The parts of an ObjectMeta: name "a", uid "u", and labels.
  private static let (name, uid): ([UInt8], [UInt8]) = ([0x0A, 1, 0x61], [0x2A, 1, 0x75])

  private static func object(_ metadata: [UInt8]) -> [UInt8] {
    [0x0A, UInt8(metadata.count)] + metadata
  }

  private static func label(_ entry: [UInt8]) -> [UInt8] {
    object(name + [0x5A, UInt8(entry.count)] + entry)
  }

  @Test(
    arguments: [
      ([], "object without metadata"), ([0x12, 0x00], "object without metadata"),
      (object([]), "object without a name"), (object([0x0A, 0]), "object without a name"),
      (object(uid), "object without a name"),
      (object(name) + object(name), "proto: field metadata is there twice"),
      (object(name) + object([]), "proto: field metadata is there twice"),
      (object(name + name), "proto: field metadata.name is there twice"),
      (object(name + uid + uid), "proto: field metadata.uid is there twice"),
      (object([0x08, 1] + name), "proto: wrong wireType = 0"),
      (object(name + [0x28, 1]), "proto: wrong wireType = 0"),
      (object(name + [0x58, 1]), "proto: wrong wireType = 0"),
      ([0x08, 1], "proto: wrong wireType = 0"),
      (object([0x0A, 1, 0xFF]), "proto: string is not UTF-8"),
      (object([0x0A, 2, 0xC0, 0xAF]), "proto: string is not UTF-8"),
      (object(name + [0x2A, 1, 0x80]), "proto: string is not UTF-8"),
      (object([0x0A, 2, 0x61]), "unexpected EOF"), (object(name + [0x12]), "unexpected EOF"),
      (object(name) + [0x12, 5, 0], "unexpected EOF"), (object(name) + [0x12], "unexpected EOF"),
      (object(name) + [0x13, 0x14], "proto: wrong wireType = 3"),
      (object(name + [0x13, 0x14]), "proto: wrong wireType = 3"),
      (object(name) + [0x92, 0x00, 0x00], "proto: number in too many bytes"),
      (label([0x0A, 1, 0x6B, 0x0A, 1, 0x6B]), "proto: field key of a label is there twice"),
      (label([0x12, 1, 0x6B, 0x12, 1, 0x6B]), "proto: field value of a label is there twice"),
      (label([0x1A, 0]), "proto: a label has no field 3"),
      (label([0x08, 0]), "proto: wrong wireType = 0"),
      (label([0x0A, 1, 0xFF]), "proto: string is not UTF-8"),
      (
        object(name + [0x5A, 3, 0x0A, 1, 0x6B, 0x5A, 3, 0x0A, 1, 0x6B]),
        "proto: field label of one key is there twice"
      ),
    ] as [([UInt8], String)])
  func `is refused when it can be read in two ways`(_ bytes: [UInt8], _ message: String) {
    #expect(throws: ProtobufError(message: message)) { try Self.item(bytes) }
  }

  @Test(
    arguments: [
      (object(name), ListItem(name: "a")), (object(uid + name), ListItem(name: "a", uid: "u")),
      ([0x12, 1, 0] + object(name) + [0x18, 5], ListItem(name: "a")),
      (label([]), ListItem(name: "a", labels: ["": ""])),
      (label([0x12, 1, 0x76, 0x0A, 1, 0x6B]), ListItem(name: "a", labels: ["k": "v"])),
    ] as [([UInt8], ListItem)])
  func `is found in whatever order the fields are`(_ bytes: [UInt8], _ item: ListItem) throws {
    #expect(try Self.item(bytes) == item)
  }
}
