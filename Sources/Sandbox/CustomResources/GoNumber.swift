import JSON

/// A number as Go holds it after reading JSON: an integer of 64 bits, or else a floating one.
struct GoNumber {
  /// The value when it is spelled as an integer and fits.
  let integer: Int64?
  let double: Double

  init(_ value: JSONValue) {
    guard case .number(let spelling) = value else {
      (integer, double) = (nil, 0)
      return
    }
    integer = Int64(spelling)
    double = Double(spelling) ?? 0
  }

  /// Whether there is nothing behind the point.
  var isIntegral: Bool { double.rounded(.towardZero) == double }

  /// A bound in the words of a message: `%v` of what it is compared as.
  func spelled(_ bound: Double) -> String {
    integer == nil ? Self.spelled(bound) : Self.spelled(bound.rounded(.towardZero))
  }

  /// `%v` of a floating number, for such as occur in schemas.
  static func spelled(_ number: Double) -> String {
    guard number.rounded(.towardZero) == number, let whole = Int64(exactly: number) else {
      return number.description
    }
    guard number.magnitude >= 1e21 else { return String(whole) }
    return number.description
  }

  /// What is compared with a bound: integers with the bound cut to an integer.
  func compare(with bound: Double) -> (value: Double, bound: Double) {
    integer == nil ? (double, bound) : (double, bound.rounded(.towardZero))
  }
}
