import KubernetesAPI

/// Every name that a lenient reader may find in an answer in protobuf, as Go's generated code reads.
///
/// Of a field that is there twice, all count: one reader takes the first, another the last.
enum ProtobufNames {
  /// The names of a list's items.
  static func list(_ answer: [UInt8]) -> [String] {
    fields(2, of: Array(answer.dropFirst(4))).flatMap { fields(2, of: $0) }.flatMap(names)
  }

  /// The names of an event's object; none of a bookmark or an error.
  static func event(_ frame: [UInt8]) -> [String] {
    let types = fields(1, of: frame).map { String(decoding: $0, as: UTF8.self) }
    if types == ["BOOKMARK"] || types == ["ERROR"] { return [] }
    return fields(2, of: frame).flatMap { fields(1, of: $0) }
      .flatMap { fields(2, of: Array($0.dropFirst(4))) }.flatMap(names)
  }

  /// The frames of a watch.
  static func frames(_ bytes: [UInt8]) -> [[UInt8]] {
    var rest = bytes[...]
    var frames: [[UInt8]] = []
    while rest.count >= 4 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      frames.append(Array(rest.dropFirst(4).prefix(length)))
      rest = rest.dropFirst(4 + length)
    }
    if !rest.isEmpty { fail("a frame that is cut goes out") }
    return frames
  }

  private static func names(_ object: [UInt8]) -> [String] {
    fields(1, of: object).flatMap { fields(1, of: $0) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// What every field of this number holds.
  private static func fields(_ wanted: Int, of message: [UInt8]) -> [[UInt8]] {
    var reader = ProtobufReader(message.span, as: .go)
    var found: [[UInt8]] = []
    do throws(ProtobufError) {
      while let (number, type) = try reader.next() {
        if number == wanted, type == .bytes {
          found.append(try reader.data())
        } else {
          try reader.skip(type)
        }
      }
    } catch { fail("what goes out is no protobuf: \(error.message)") }
    return found
  }
}
