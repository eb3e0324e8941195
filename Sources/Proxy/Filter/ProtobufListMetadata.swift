internal import JSON
internal import KubernetesAPI

/// The ListMeta of an answer that is about to lose items (`meta/v1/generated.proto`).
///
/// `remainingItemCount` counts others' items and goes; `continue` names the next item, whosever it
/// is, and is written anew.
struct ProtobufListMetadata {
  /// The version of the list.
  private(set) var resourceVersion = ""
  /// The token for the next page, empty on the last.
  private(set) var continueToken = ""

  /// The fields before `continue` and behind it, as they came.
  private var (before, behind): ([UInt8], [UInt8]) = ([], [])
  /// Whether the field is written even when it is empty.
  private var hasToken = false

  /// Reads the message.
  init(_ bytes: Span<UInt8>) throws(FilterError) {
    do throws(ProtobufError) { try read(bytes) } catch { throw FilterError(error) }
  }

  private mutating func read(_ bytes: Span<UInt8>) throws(ProtobufError) {
    var reader = ProtobufReader(bytes)
    var once = FieldNumbers()
    var start = 0
    while let (number, type) = try reader.next() {
      try once.insert(number, of: "ListMeta")
      switch (number, type) {
      case (1, .bytes), (5, .bytes): try reader.skip(type)  // selfLink, shardInfo
      case (2, .bytes): resourceVersion = try reader.string()
      case (3, .bytes):
        continueToken = try reader.string()
        hasToken = true
      case (4, .varint): try reader.skip(type)
      case (1...5, _): throw .wrong(type)
      default: throw .unknown(number, of: "ListMeta")
      }
      let field = bytes.extracting(start..<reader.offset)
      if number < 3 { field.append(to: &before) }
      if number > 4 { field.append(to: &behind) }
      start = reader.offset
    }
  }

  /// The field of the list that this is, with another token.
  func field(continueToken: String) -> [UInt8] {
    var token = ProtobufWriter()
    if hasToken || !continueToken.isEmpty { token.string(3, continueToken) }
    var writer = ProtobufWriter()
    writer.bytes(1, before + token.bytes + behind)
    return writer.bytes
  }
}
