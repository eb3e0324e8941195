/// What an envelope says of the object in it, and where the object is.
package struct ProtobufHead: Sendable {
  /// The version and group of the object.
  package private(set) var apiVersion = ""
  /// The kind of the object.
  package private(set) var kind = ""
  /// Where in the envelope the object's message is.
  package private(set) var raw = 0..<0

  /// Reads an envelope.
  ///
  /// Strictly, each field is there once at most, a kind and the message at least, and the message
  /// is not encoded in another way (`contentEncoding`, `contentType`).
  package init(
    _ bytes: Span<UInt8>, as rules: ProtobufReader.Rules = .strict
  ) throws(ProtobufError) {
    guard ProtobufEnvelope.isOne(bytes) else {
      throw ProtobufError(
        message: "provided data does not appear to be a protobuf message, expected prefix "
          + "[107 56 115 0]")
    }
    let start = ProtobufEnvelope.mark.count
    var reader = ProtobufReader(bytes.extracting(start..<bytes.count), as: rules)
    var once = FieldNumbers()
    while let (number, type) = try reader.next() {
      if rules == .strict { try once.insert(number, of: "Unknown") }
      switch (number, type) {
      case (1, .bytes): try readType(try reader.message(), as: rules)
      case (2, .bytes):
        let range = try reader.range()
        raw = (range.lowerBound + start)..<(range.upperBound + start)
      case (_, _) where rules == .go: try reader.skip(type)
      case (3...4, .bytes):
        guard try reader.range().isEmpty else {
          throw ProtobufError(message: "proto: object in another encoding")
        }
      case (1...4, _): throw .wrong(type)
      default: throw .unknown(number, of: "Unknown")
      }
    }
    guard rules == .go || once.contains(2) && !kind.isEmpty else {
      throw ProtobufError(message: "proto: envelope without a kind or an object")
    }
  }

  /// Reads a `runtime.TypeMeta` strictly.
  package init(typeMeta bytes: Span<UInt8>) throws(ProtobufError) {
    try readType(ProtobufReader(bytes), as: .strict)
  }

  private mutating func readType(
    _ meta: consuming ProtobufReader, as rules: ProtobufReader.Rules
  ) throws(ProtobufError) {
    var once = FieldNumbers()
    while let (number, type) = try meta.next() {
      if rules == .strict { try once.insert(number, of: "TypeMeta") }
      switch (number, type) {
      case (1, .bytes): apiVersion = try meta.string()
      case (2, .bytes): kind = try meta.string()
      case (_, _) where rules == .go: try meta.skip(type)
      case (1...2, _): throw .wrong(type)
      default: throw .unknown(number, of: "TypeMeta")
      }
    }
  }
}
