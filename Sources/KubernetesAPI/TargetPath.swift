/// The path of a request target: checked, and split without storing a segment.
///
/// Everything up to a `/proxy` segment that ends a resource's path is checked; what follows that
/// belongs to the program behind it.
struct TargetPath {
  /// `apis/GROUP/VERSION/VERB/namespaces/NAMESPACE/RESOURCE/NAME/SUBRESOURCE`: no segment beyond
  /// the ninth says anything.
  private static let most = 9

  private var starts = InlineArray<9, Int>(repeating: 0)
  private var ends = InlineArray<9, Int>(repeating: 0)
  private var escaped = InlineArray<9, Bool>(repeating: false)
  /// How many of the segments are known, at most nine.
  private(set) var count = 0
  /// Where the path ends and `?` or nothing follows.
  private(set) var end = 0
  /// Whether the path ends in the proxy of a named object, unchecked from there on.
  private(set) var isProxied = false

  init(_ bytes: Span<UInt8>) throws(TargetError) {
    guard bytes.count > 0, bytes[0] == UInt8(ascii: "/") else { throw .notOriginForm }
    var start = 1
    while true {
      let segment = try Self.segmentEnd(bytes, start)
      let isLast = segment.end == bytes.count || bytes[segment.end] == UInt8(ascii: "?")
      if start == segment.end {
        guard isLast else { throw .emptySegment }
        end = start
        return
      }
      try record(bytes, start..<segment.end, isEscaped: segment.isEscaped)
      if isLast {
        end = segment.end
        return
      }
      if endsInProxy(bytes) {
        isProxied = true
        end = try Self.skipped(bytes, segment.end)
        return
      }
      start = segment.end + 1
    }
  }

  /// The end of the segment that begins at `start`, and whether it holds an escape.
  private static func segmentEnd(
    _ bytes: Span<UInt8>, _ start: Int
  ) throws(TargetError) -> (end: Int, isEscaped: Bool) {
    var index = start
    var isEscaped = false
    scan: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "/"), UInt8(ascii: "?"): break scan
      case UInt8(ascii: "%"): isEscaped = true
      case UInt8(ascii: "#"): throw .fragment
      case UInt8(ascii: "\\"): throw .backslash
      case 0x00...0x20, 0x7F...: throw .notVisibleASCII
      default: break
      }
      index += 1
    }
    return (index, isEscaped)
  }

  private mutating func record(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isEscaped: Bool
  ) throws(TargetError) {
    if isEscaped {
      guard let decoded = PercentEncoding.decoded(bytes, range) else { throw .badEscape }
      if decoded.contains(UInt8(ascii: "/")) || decoded.contains(UInt8(ascii: "\\")) {
        throw .encodedSlash
      }
      if decoded.contains(0) { throw .encodedNUL }
      if decoded == [UInt8(ascii: ".")] || decoded == Array("..".utf8) { throw .dotSegment }
      if String(validating: decoded, as: UTF8.self) == nil { throw .notUTF8 }
    } else if bytes[range.lowerBound] == UInt8(ascii: ".") {
      if range.count == 1 || (range.count == 2 && bytes[range.lowerBound + 1] == UInt8(ascii: "."))
      {
        throw .dotSegment
      }
    }
    guard count < Self.most else { return }
    starts[count] = range.lowerBound
    ends[count] = range.upperBound
    escaped[count] = isEscaped
    count += 1
  }

  /// Whether the last segment is the subresource `proxy` of a named object.
  private func endsInProxy(_ bytes: Span<UInt8>) -> Bool {
    guard count >= 5, segment(count - 1, of: bytes, is: "proxy") else { return false }
    let resource: Int
    if segment(0, of: bytes, is: "api") {
      resource = 2
    } else if segment(0, of: bytes, is: "apis") {
      resource = 3
    } else {
      return false
    }
    if segment(resource, of: bytes, is: "watch") || segment(resource, of: bytes, is: "proxy") {
      return false
    }
    guard segment(resource, of: bytes, is: "namespaces") else { return count == resource + 3 }
    return count == resource + 5
      && !segment(resource + 2, of: bytes, is: "status")
      && !segment(resource + 2, of: bytes, is: "finalize")
  }

  /// The end of a path of which nothing more is checked.
  private static func skipped(_ bytes: Span<UInt8>, _ start: Int) throws(TargetError) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: "?") {
      if bytes[index] <= 0x20 || bytes[index] >= 0x7F { throw .notVisibleASCII }
      index += 1
    }
    return index
  }

  /// Whether there is such a segment and it is, decoded, this word.
  func segment(_ index: Int, of bytes: Span<UInt8>, is word: String) -> Bool {
    guard index < count else { return false }
    if escaped[index] { return segment(index, of: bytes) == word }
    var place = starts[index]
    guard ends[index] - place == word.utf8.count else { return false }
    for byte in word.utf8 {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// The segment, decoded.
  func segment(_ index: Int, of bytes: Span<UInt8>) -> String {
    let range = starts[index]..<ends[index]
    guard escaped[index], let decoded = PercentEncoding.decoded(bytes, range) else {
      return String(ascii: bytes, range)
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
