/// What of an object's ObjectMeta decides whose it is.
///
/// Every built-in kind has its ObjectMeta in field 1 (`meta/v1/generated.proto`). What protobuf
/// would merge or let the last win is there once or refused, because two readers could take it for
/// two things; the rest of the object is only walked over.
package struct ProtobufMetadata: Sendable {
  /// The object's name, empty when it has none.
  package private(set) var name = ""
  /// The object's uid, empty when it has none.
  package private(set) var uid = ""
  /// The object's labels; empty unless they were asked for.
  package private(set) var labels: [String: String] = [:]

  /// Reads the message of an object, without its envelope.
  package init(object bytes: Span<UInt8>, readsLabels: Bool) throws(ProtobufError) {
    var reader = ProtobufReader(bytes)
    var isThere = false
    while let (number, type) = try reader.next() {
      guard number == 1 else {
        try reader.skip(type)
        continue
      }
      guard type == .bytes else { throw .wrong(type) }
      guard !isThere else { throw .repeated("metadata") }
      isThere = true
      try read(try reader.message(), readsLabels: readsLabels)
    }
    guard isThere else { throw ProtobufError(message: "object without metadata") }
  }

  private mutating func read(
    _ reader: consuming ProtobufReader, readsLabels: Bool
  ) throws(ProtobufError) {
    var (hasName, hasUID) = (false, false)
    while let (number, type) = try reader.next() {
      switch number {
      case 1:
        guard type == .bytes else { throw .wrong(type) }
        guard !hasName else { throw .repeated("metadata.name") }
        hasName = true
        name = try reader.string()
      case 5:
        guard type == .bytes else { throw .wrong(type) }
        guard !hasUID else { throw .repeated("metadata.uid") }
        hasUID = true
        uid = try reader.string()
      case 11 where readsLabels:
        guard type == .bytes else { throw .wrong(type) }
        try readLabel(try reader.message())
      default: try reader.skip(type)
      }
    }
  }

  /// Reads an entry of the labels: the key is 1, the value 2; what is not there is empty.
  private mutating func readLabel(_ entry: consuming ProtobufReader) throws(ProtobufError) {
    var (key, value): (String?, String?)
    while let (number, type) = try entry.next() {
      guard type == .bytes else { throw .wrong(type) }
      switch number {
      case 1:
        guard key == nil else { throw .repeated("key of a label") }
        key = try entry.string()
      case 2:
        guard value == nil else { throw .repeated("value of a label") }
        value = try entry.string()
      default: throw .unknown(number, of: "a label")
      }
    }
    // Most objects have fewer, and growing costs more than the room.
    if labels.isEmpty { labels.reserveCapacity(12) }
    guard labels.updateValue(value ?? "", forKey: key ?? "") == nil else {
      throw .repeated("label of one key")
    }
  }
}
