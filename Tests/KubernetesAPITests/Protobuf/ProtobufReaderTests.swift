import KubernetesAPI
import Testing

@Suite struct `A reader of protobuf` {
  /// The fields of a message, or why it is none.
  private static func walk(
    _ bytes: [UInt8], _ rules: ProtobufReader.Rules = .strict
  ) throws(ProtobufError) -> [Int] {
    var reader = ProtobufReader(bytes.span, as: rules)
    var numbers: [Int] = []
    while let (number, type) = try reader.next() {
      numbers.append(number)
      try reader.skip(type)
    }
    return numbers
  }

  @Test(
    arguments: [
      ([0x0A, 0x05, 0x01], .truncated),  // a length that lies
      ([0x0A], .truncated), ([0x08], .truncated), ([0x80], .truncated),
      ([0x09, 1, 2, 3, 4, 5, 6, 7], .truncated), ([0x0D, 1, 2, 3], .truncated),
      // Lengths beyond what an Int is, and beyond what is left with an Int.
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], .truncated),
      // Numbers of more than 64 bits.
      ([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], .overflow),
      ([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .overflow),
      // Keys and lengths in more bytes than they need.
      ([0x8A, 0x00, 0x00], .overlong), ([0x0A, 0x80, 0x00], .overlong),
      ([0x08, 0x81, 0x80, 0x00], .overlong),
      // Field 0; field 2^32 + 1, which Go takes for 1; the wire types that are none.
      ([0x02, 0x00], ProtobufError(message: "proto: illegal tag 0 (wire type 2)")),
      (
        [0x8A, 0x80, 0x80, 0x80, 0x80, 0x01, 0x00],
        ProtobufError(message: "proto: illegal tag 4294967297 (wire type 2)")
      ),
      ([0x0E], ProtobufError(message: "proto: illegal wireType 6")),
      ([0x0F], ProtobufError(message: "proto: illegal wireType 7")),
      // Groups, empty and within each other.
      ([0x0B, 0x0C], .wrong(.groupStart)), ([0x0C], .wrong(.groupEnd)),
      (Array(repeating: 0x0B, count: 1000), .wrong(.groupStart)),
    ] as [([UInt8], ProtobufError)])
  func `refuses what can be read in two ways or not at all`(
    _ bytes: [UInt8], _ error: ProtobufError
  ) {
    #expect(throws: error) { try Self.walk(bytes) }
  }

  @Test func `takes every type of field, and what Go writes for a negative number`() throws {
    let bytes: [UInt8] =
      [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]
      + [0x11, 1, 2, 3, 4, 5, 6, 7, 8] + [0x1A, 1, 0] + [0x25, 1, 2, 3, 4]
      + [0xFA, 0xFF, 0xFF, 0xFF, 0x0F, 0]
    #expect(try Self.walk(bytes) == [1, 2, 3, 4, (1 << 29) - 1])
  }

  @Test func `takes as Go what Go takes`() throws {
    #expect(try Self.walk([0x8A, 0x00, 0x00, 0x53, 0x50, 0x01, 0x54], .go) == [1, 10])
    #expect(throws: ProtobufError.nested) {
      try Self.walk(Array(repeating: 0x2B, count: 1000), .go)
    }
  }

  @Test func `replaces or refuses what is not text`() throws {
    let bytes: [UInt8] = [0x0A, 0x02, 0x61, 0xFF]
    var strict = ProtobufReader(bytes.span)
    _ = try strict.next()
    do throws(ProtobufError) {
      _ = try strict.string()
      Issue.record("it was taken")
    } catch { #expect(error == .notText) }
    var lenient = ProtobufReader(bytes.span, as: .go)
    _ = try lenient.next()
    let text = try lenient.string()
    #expect(text == "a\u{FFFD}")
  }

  @Test func `reads what was written`() throws {
    var writer = ProtobufWriter()
    writer.varint(1, .max)
    writer.integer(2, -5)
    writer.fixed64(3, 0x0102_0304_0506_0708)
    writer.message(4) { $0.string(1, String(repeating: "ü", count: 100)) }
    var reader = ProtobufReader(writer.bytes.span)
    var fields: [String] = []
    while let (number, type) = try reader.next() {
      let value: String
      switch type {
      case .varint: value = String(try reader.varint())
      case .fixed64: value = String(try reader.fixed64(), radix: 16)
      default:
        var inner = try reader.message()
        value = try "\(inner.next()?.number ?? 0) \(inner.string()) \(inner.isAtEnd)"
      }
      fields.append("\(number) \(value)")
    }
    #expect(
      fields == [
        "1 18446744073709551615", "2 18446744073709551611", "3 102030405060708",
        "4 1 \(String(repeating: "ü", count: 100)) true",
      ])
  }
}
