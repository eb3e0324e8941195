extension RequestHead {
  /// Takes a target of visible ASCII in origin or absolute form (RFC 9112 §3.2) in origin form.
  ///
  /// - Throws: 400 for every other form: there is no resource behind `*` here.
  mutating func readTarget(_ octets: Span<UInt8>, _ target: Range<Int>) throws(HTTPError) {
    guard octets[target.lowerBound] != .slash else {
      return line.append(octets, target)
    }
    guard let authorityStart = Self.endOfScheme(octets, target) else {
      throw .bad("a target in no form that is served")
    }
    var authorityEnd = authorityStart
    while authorityEnd < target.upperBound, octets[authorityEnd] != .slash,
      octets[authorityEnd] != .question
    {
      authorityEnd &+= 1
    }
    guard authorityEnd > authorityStart else { throw .bad("a target without an authority") }
    authority.append(octets, authorityStart..<authorityEnd)
    if authorityEnd == target.upperBound || octets[authorityEnd] == .question {
      // The same as `OPTIONS *` (RFC 9112 §3.2.4).
      guard !line.elementsEqual("OPTIONS".utf8) else {
        throw .bad("a target in no form that is served")
      }
      line.append(.slash)
    }
    line.append(octets, authorityEnd..<target.upperBound)
  }

  /// Where the authority begins behind `http://` or `https://`.
  private static func endOfScheme(_ octets: Span<UInt8>, _ target: Range<Int>) -> Int? {
    for scheme in ["http://", "https://"] as [StaticString] {
      let end = target.lowerBound &+ scheme.utf8CodeUnitCount
      if end <= target.upperBound, octets.matches(scheme, at: target.lowerBound..<end) {
        return end
      }
    }
    return nil
  }
}
