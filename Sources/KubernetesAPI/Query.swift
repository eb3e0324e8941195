/// The query of a request target, read as Go's `url.ParseQuery` reads it.
///
/// Pairs keep their order and their spelling. Go drops a pair that holds a `;` or a broken escape
/// and goes on with the others; that one was dropped is remembered, because whoever decides on the
/// query may not want to guess what the client meant.
package struct Query: Sendable, Hashable {
  /// One `name=value`.
  private struct Pair: Sendable, Hashable {
    var name: String
    var value: String
    /// As it stood in the target, or as it will.
    var spelling: String
  }

  /// The most pairs, empty ones counted, of which every one is read.
  ///
  /// Newer releases of Go read nothing of a query with more than 10 000 pairs.
  private static let most = 1_000

  private var pairs: [Pair] = []

  /// Whether a reader other than this one could see something else.
  ///
  /// True when Go drops a pair, when a decoded pair is not UTF-8, or when there are more than
  /// 1 000.
  package private(set) var hasDroppedPairs = false

  /// Creates a query without pairs.
  package init() {}

  /// Reads the part of a target after its `?`.
  package init(parsing text: String) {
    let span = text.utf8.span
    self.init(span, 0..<span.count)
  }

  /// Reads a range of a target's bytes.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    var seen = 0
    while start < range.upperBound {
      var end = start
      var equals: Int?
      var hasSemicolon = false
      var isPlain = true
      while end < range.upperBound, bytes[end] != UInt8(ascii: "&") {
        switch bytes[end] {
        case UInt8(ascii: "="): equals = equals ?? end
        case UInt8(ascii: ";"): hasSemicolon = true
        case UInt8(ascii: "%"), UInt8(ascii: "+"), 0x80...: isPlain = false
        default: break
        }
        end += 1
      }
      seen += 1
      if hasSemicolon || seen > Self.most {
        hasDroppedPairs = true
      } else if start < end {
        append(bytes, start..<end, equals: equals ?? end, isPlain: isPlain)
      }
      start = end + 1
    }
  }

  private mutating func append(
    _ bytes: Span<UInt8>, _ range: Range<Int>, equals: Int, isPlain: Bool
  ) {
    let name = range.lowerBound..<equals
    let value = min(equals + 1, range.upperBound)..<range.upperBound
    let spelling = String(ascii: bytes, range)
    if isPlain {
      let pair = Pair(
        name: String(ascii: bytes, name), value: String(ascii: bytes, value), spelling: spelling)
      pairs.append(pair)
      return
    }
    guard let name = PercentEncoding.decoded(bytes, name, plusIsSpace: true),
      let value = PercentEncoding.decoded(bytes, value, plusIsSpace: true)
    else {
      hasDroppedPairs = true
      return
    }
    if String(validating: name, as: UTF8.self) == nil
      || String(validating: value, as: UTF8.self) == nil
    {
      hasDroppedPairs = true
    }
    pairs.append(
      Pair(
        name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self),
        spelling: spelling))
  }

  /// Whether there is no pair.
  package var isEmpty: Bool { pairs.isEmpty }

  /// The names, in order and as often as they stand there.
  package var names: [String] { pairs.map(\.name) }

  /// The first value of the name; nil when the name is absent.
  package subscript(first name: String) -> String? {
    for pair in pairs where pair.name.hasSameBytes(as: name) { return pair.value }
    return nil
  }

  /// The values of the name, in order.
  package subscript(all name: String) -> [String] {
    pairs.filter { $0.name.hasSameBytes(as: name) }.map(\.value)
  }

  /// The same query without any pair of these names.
  package func removing(_ names: String...) -> Query {
    var query = self
    query.pairs.removeAll { pair in names.contains { $0.hasSameBytes(as: pair.name) } }
    return query
  }

  /// Adds a pair at the end.
  package mutating func append(_ name: String, _ value: String) {
    let spelling =
      PercentEncoding.queryComponent(name) + "=" + PercentEncoding.queryComponent(value)
    pairs.append(Pair(name: name, value: value, spelling: spelling))
  }

  /// Makes the value the only one of its name, at the place of the first or at the end.
  package mutating func set(_ name: String, _ value: String) {
    let place = pairs.firstIndex { $0.name.hasSameBytes(as: name) }
    self = removing(name)
    append(name, value)
    if let place { pairs.insert(pairs.removeLast(), at: place) }
  }

  /// The query as it goes into a target, without `?`; pairs that were read keep their spelling.
  package func encoded() -> String {
    var text = ""
    for pair in pairs {
      if !text.isEmpty { text += "&" }
      text += pair.spelling
    }
    return text
  }
}
