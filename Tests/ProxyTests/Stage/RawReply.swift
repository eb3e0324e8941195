/// What came back for bytes that were sent as they are.
struct RawReply: Sendable {
  enum End: Sendable {
    /// The peer closed and said goodbye.
    case closed
    /// The peer broke off.
    case cut
    /// Nothing more came in time.
    case open
  }

  var text: String
  var end: End

  /// The status lines in it.
  var statuses: [Int] {
    var statuses: [Int] = []
    var rest = text[...]
    while let found = rest.range(of: "HTTP/1.1 ") {
      rest = rest[found.upperBound...]
      if let status = Int(rest.prefix(3)) { statuses.append(status) }
    }
    return statuses
  }
}

extension Substring {
  /// The first place of `text`, found byte by byte.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
