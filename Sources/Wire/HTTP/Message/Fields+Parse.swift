/// What reading one field line came to.
enum FieldLine {
  /// The line's end is not there yet.
  case incomplete

  /// A field was entered; the next line begins at the index.
  case field(next: Int)

  /// It was the empty line that ends the section; what follows begins at the index.
  case end(next: Int)
}

extension Fields {
  /// Reads the field line at `start` and enters the field (RFC 9112 §5).
  ///
  /// Positions are kept relative to `base`, the start of the field section. `adopt` brings the bytes.
  mutating func readLine(
    _ octets: Span<UInt8>, at start: Int, base: Int, limits: HTTPLimits
  ) throws(HTTPError) -> FieldLine {
    let nameEnd = octets.endOfToken(from: start)
    guard nameEnd < octets.count else { return .incomplete }
    guard nameEnd > start, octets[nameEnd] == .colon else {
      return try Self.readEmptyLine(octets, at: start, stoppedAt: nameEnd)
    }
    let valueStart = octets.endOfWhitespace(from: nameEnd &+ 1)
    let lineEnd = octets.endOfText(from: valueStart)
    guard lineEnd < octets.count else { return .incomplete }
    guard octets[lineEnd] == .carriageReturn else { throw Self.fault(octets[lineEnd]) }
    guard lineEnd &+ 1 < octets.count else { return .incomplete }
    guard octets[lineEnd &+ 1] == .lineFeed else { throw .bad("a bare CR") }
    guard entries.count < limits.fields else {
      throw HTTPError(status: 431, reason: "too many fields")
    }

    let value = octets.trimmed(valueStart..<lineEnd)
    let known = KnownField(octets, start..<nameEnd)
    guard known != .other || !KnownField.imitatesFraming(octets, start..<nameEnd) else {
      throw .bad("a length or a coding by another spelling")
    }
    guard !known.isText || octets.isText(value) else {
      throw .bad("a field value that is not UTF-8")
    }
    insert(
      Entry(
        start &- base, nameEnd &- base, value.lowerBound &- base, value.upperBound &- base, known))
    return .field(next: lineEnd &+ 2)
  }

  /// Takes in the bytes of the lines read since the last time.
  mutating func adopt(_ octets: Span<UInt8>, upTo end: Int, base: Int) {
    self.octets.append(octets, (base &+ self.octets.count)..<end)
  }

  /// Reads a line that does not begin with a name and a colon: the empty line, or a fault.
  private static func readEmptyLine(
    _ octets: Span<UInt8>, at start: Int, stoppedAt stop: Int
  ) throws(HTTPError) -> FieldLine {
    guard stop == start else {
      throw octets[stop].isOptionalWhitespace
        ? .bad("whitespace before the colon") : .bad("a field name that is not a token")
    }
    switch octets[start] {
    case .carriageReturn: break
    case .space, .horizontalTab: throw .bad("a folded line")
    case .colon: throw .bad("an empty field name")
    case .lineFeed: throw .bad("a bare LF")
    default: throw .bad("a field name that is not a token")
    }
    guard start &+ 1 < octets.count else { return .incomplete }
    guard octets[start &+ 1] == .lineFeed else { throw .bad("a bare CR") }
    return .end(next: start &+ 2)
  }

  private static func fault(_ byte: UInt8) -> HTTPError {
    byte == .lineFeed ? .bad("a bare LF") : .bad("a control character in a field value")
  }
}
