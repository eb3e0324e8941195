/// The parts of an amount's text (`parseQuantityString` of `resource.Quantity`).
struct QuantityParts {
  let isNegative: Bool
  /// The digits before the point, without leading zeros; `0` when there are none.
  let number: String
  /// The digits after the point.
  let fraction: String
  /// Letters, and the exponent after them.
  let suffix: String

  init(_ text: String) throws(ScalarProblem) {
    var rest = text.utf8[...]
    func take(_ isWanted: (UInt8) -> Bool) -> String {
      let taken = rest.prefix(while: isWanted)
      rest = rest.dropFirst(taken.count)
      return String(Substring(taken))
    }
    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    func isSign(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }

    isNegative = rest.first == UInt8(ascii: "-")
    if isSign(rest.first) { rest = rest.dropFirst() }
    _ = take { $0 == UInt8(ascii: "0") }
    let digits = take(isDigit)
    number = digits.isEmpty ? "0" : digits
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = take(isDigit)
    } else {
      fraction = ""
    }
    var suffix = take { "eEinumkKMGTP".utf8.contains($0) }
    if isSign(rest.first), let sign = rest.first {
      suffix.unicodeScalars.append(Unicode.Scalar(sign))
      rest = rest.dropFirst()
    }
    suffix += take(isDigit)
    self.suffix = suffix
    guard rest.isEmpty else { throw .other(Quantity.formatProblem) }
  }
}
