extension PatternCompiler {
  /// How often a piece may stand.
  struct Repetition: Equatable {
    /// The fewest times.
    var least: Int
    /// The most times; nil for any number.
    var most: Int?

    /// How many copies of the piece the code has.
    var copies: Int { max(most ?? 1, least, 1) }

    /// The code of the repeated piece.
    ///
    /// Only whether something matches is asked, never where: a lazy operator has the same code.
    func applied(to piece: Code) -> Code {
      var code: Code = []
      guard let most else {
        for _ in 0..<max(least, 1) { code += piece }
        let loop: Code = [.split(-piece.count)]
        if least > 0 { return code + loop }
        return [.split(piece.count + 2)] + piece + [.jump(-piece.count - 1)]
      }
      for _ in 0..<least { code += piece }
      for _ in least..<most { code += [.split(piece.count + 1)] + piece }
      return code
    }
  }

  /// Reads a repetition operator and its `?`; nil, having read nothing, if a brace is a literal.
  mutating func repetition() throws(PatternError) -> Repetition? {
    let start = position
    let counts: Repetition
    switch peek() {
    case UInt8(ascii: "*"): counts = Repetition(least: 0, most: nil)
    case UInt8(ascii: "+"): counts = Repetition(least: 1, most: nil)
    case UInt8(ascii: "?"): counts = Repetition(least: 0, most: 1)
    default:
      guard let braces = bracedCounts() else {
        position = start
        return nil
      }
      let highest = braces.most ?? braces.least
      guard braces.least <= 1000, highest <= 1000, braces.least <= highest else {
        throw PatternError(.repeatCount, at: start)
      }
      counts = braces
      position -= 1
    }
    position += 1
    _ = take("?")
    return counts
  }

  /// Reads `{n}`, `{n,}` or `{n,m}`; nil if what stands there is none of them.
  private mutating func bracedCounts() -> Repetition? {
    guard take("{"), let least = count() else { return nil }
    if take("}") { return Repetition(least: least, most: least) }
    guard take(",") else { return nil }
    if take("}") { return Repetition(least: least, most: nil) }
    guard let most = count(), take("}") else { return nil }
    return Repetition(least: least, most: most)
  }

  /// Reads a decimal number without a leading zero; what is too large is some number above 1000.
  private mutating func count() -> Int? {
    let start = position
    var value = 0
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
      position += 1
    }
    let digits = position - start
    return digits == 0 || digits > 1 && source[start] == UInt8(ascii: "0") ? nil : value
  }
}
