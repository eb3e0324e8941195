import KubernetesAPI
import Testing

@testable import Proxy

@Suite struct `A list in protobuf that can be read in two ways` {
  /// An answer of these fields behind the mark.
  private static func answer(_ fields: [UInt8]...) -> [UInt8] {
    ProtobufEnvelope.mark + fields.flatMap { $0 }
  }

  private static func field(_ number: Int, _ content: [UInt8]) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.bytes(number, content)
    return writer.bytes
  }

  private static func kind(_ kind: String) -> [UInt8] {
    field(1, [0x0A, 2, 0x76, 0x31] + field(2, Array(kind.utf8)))
  }

  private static let pods = kind("PodList")
  private static let metadata = field(1, [0x12, 1, 0x37])
  private static let item = field(2, [0x0A, 3, 0x0A, 1, 0x61])

  @Test(
    arguments: [
      // Another answer, or none.
      ([], "list ends early"), (Array("{\"kind\":\"PodList\"}".utf8), "no envelope"),
      (answer(), "list ends early"), (answer(pods), "list ends early"),
      (answer(kind("Pod"), field(2, [])), "not a list"),
      (answer(kind("List"), field(2, metadata)), "not a list"),
      (answer(kind("Status"), field(2, metadata)), "not a list"),
      (answer(kind("listlist"), field(2, metadata)), "not a list"),
      (answer(field(1, [0x12, 1, 0xFF]), field(2, metadata)), "proto: string is not UTF-8"),
      // The envelope's fields twice, in another order, or of another type.
      (answer(pods, pods, field(2, metadata)), "field that no list has there"),
      (answer(field(2, metadata), pods), "field that no list has there"),
      (answer(pods, field(2, metadata), field(2, metadata)), "field that no list has there"),
      (answer(pods, field(2, metadata), pods), "field that no list has there"),
      (answer(pods, field(3, []), field(2, metadata)), "field that no list has there"),
      (
        answer(pods, field(2, metadata), field(4, []), field(3, [])),
        "field that no list has there"
      ),
      (
        answer(pods, field(2, metadata), field(4, []), field(4, [])),
        "field that no list has there"
      ),
      (answer(pods, field(2, metadata), field(5, [])), "field that no list has there"),
      (answer(pods, field(2, metadata), [0x18, 0]), "field that no list has there"),
      // A list in another encoding.
      (answer(pods, field(2, metadata), field(3, [0x61])), "field is too long"),
      (answer(pods, field(2, metadata), field(4, [0x61])), "field is too long"),
      // The list's fields.
      (answer(pods, field(2, [])), "list without metadata"),
      (answer(pods, field(2, item)), "field that no list has there"),
      (answer(pods, field(2, item + metadata)), "field that no list has there"),
      (answer(pods, field(2, metadata + metadata)), "field that no list has there"),
      (answer(pods, field(2, metadata + item + metadata)), "field that no list has there"),
      (answer(pods, field(2, metadata + field(3, []))), "field that no list has there"),
      (answer(pods, field(2, metadata + [0x10, 0])), "field that no list has there"),
      (answer(pods, field(2, metadata + [0x13, 0x14])), "field that no list has there"),
      // Its items.
      (answer(pods, field(2, metadata + field(2, []))), "object without metadata"),
      (answer(pods, field(2, metadata + field(2, [0x0A, 0]))), "object without a name"),
      (
        answer(pods, field(2, metadata + field(2, [0x0A, 3, 0x0A, 1, 0x61, 0x0A, 0]))),
        "proto: field metadata is there twice"
      ),
      // Its metadata.
      (answer(pods, field(2, field(1, [0x1A, 1, 0x78]))), "the list has more pages"),
      (
        answer(pods, field(2, field(1, [0x1A, 0, 0x1A, 1, 0x78]))),
        "proto: ListMeta has field 3 twice"
      ),
      (answer(pods, field(2, field(1, [0x32, 0]))), "proto: ListMeta has no field 6"),
      (answer(pods, field(2, field(1, [0x10, 0]))), "proto: wrong wireType = 0"),
      (answer(pods, field(2, field(1, [0x12, 1, 0xFF]))), "proto: string is not UTF-8"),
      // Lengths that lie or are written in more bytes than they need.
      (answer(pods, field(2, metadata + item.dropLast())), "unexpected EOF"),
      (answer(pods, field(2, metadata + item + [0x12])), "list ends early"),
      (answer(pods, [0x12, 0x40] + metadata), "list ends early"),
      (answer(pods, [0x12, 0x80, 0x00]), "proto: number in too many bytes"),
      (
        answer(pods, [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]), "proto: integer overflow"
      ),
      (answer(pods, field(2, metadata), [0]), "list ends early"),
      (answer(pods, field(2, metadata), [0, 0]), "field that no list has there"),
    ] as [([UInt8], String)])
  func `is refused`(_ bytes: [UInt8], _ error: String) {
    let whole = Filtration(list: bytes) { _ in true }
    #expect(whole.error == error)
    #expect(whole.output.isEmpty)
    #expect(Filtration(list: bytes, cuts: Array(1..<max(1, bytes.count))) { _ in true } == whole)
  }

  @Test func `is the exception`() {
    let bytes = Self.answer(Self.pods, Self.field(2, Self.metadata + Self.item))
    let filtered = Filtration(list: bytes) { _ in true }
    #expect(filtered.error == nil && filtered.kept == 1)
    #expect(filtered.output == bytes)
  }

  @Test func `is not held when an item is too long to be one`() {
    let head = Self.answer(Self.pods, [0x12, 0xFF, 0xFF, 0xFF, 0x7F], Self.metadata)
    let filtered = Filtration(list: head + [0x12, 0x81, 0x80, 0x80, 0x02]) { _ in true }
    #expect(filtered.error == "field is too long")
  }
}
