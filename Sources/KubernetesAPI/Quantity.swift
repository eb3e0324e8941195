/// An amount of a resource (apimachinery/pkg/api/resource): `500m`, `2`, `1.5Gi`, `1e3`.
///
/// Two texts of one amount are equal, for the API server rewrites what it is given.
package struct Quantity: Sendable, Hashable {
  /// The amount in billionths, the smallest that the API server knows; what is finer is rounded up.
  private let nanos: Int128

  /// Reads an amount; nil if the text is none, or more than anybody has.
  package init?(_ text: String) {
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = rest.prefix(while: Self.isDigit)
    rest = rest[whole.endIndex...]
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = rest.prefix(while: Self.isDigit)
      rest = rest[fraction.endIndex...]
    }
    guard whole.count + fraction.count > 0, let scale = Self.scale(String(rest) ?? "?") else {
      return nil
    }
    var digits = Array(whole) + Array(fraction)
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    guard let amount = Self.nanos(digits, tens: scale.tens - fraction.count + 9, scale.twos) else {
      return nil
    }
    nanos = isNegative ? -amount : amount
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// By which powers of ten and of two a suffix multiplies; nil for what is none.
  private static func scale(_ suffix: String) -> (tens: Int, twos: Int)? {
    switch suffix {
    case "": return (0, 0)
    case "n": return (-9, 0)
    case "u": return (-6, 0)
    case "m": return (-3, 0)
    case "k": return (3, 0)
    case "M": return (6, 0)
    case "G": return (9, 0)
    case "T": return (12, 0)
    case "P": return (15, 0)
    case "E": return (18, 0)
    case "Ki": return (0, 10)
    case "Mi": return (0, 20)
    case "Gi": return (0, 30)
    case "Ti": return (0, 40)
    case "Pi": return (0, 50)
    case "Ei": return (0, 60)
    default:
      guard suffix.hasPrefix("e") || suffix.hasPrefix("E"), let tens = Int(suffix.dropFirst()),
        (-30...30).contains(tens)
      else { return nil }
      return (tens, 0)
    }
  }

  /// `digits` · 10^`tens` · 2^`twos`, rounded up.
  private static func nanos(_ digits: [UInt8], tens: Int, _ twos: Int) -> Int128? {
    var amount: Int128 = 0
    func multiplied(_ amount: Int128, by factor: Int128, plus digit: Int128 = 0) -> Int128? {
      let (product, isTooMuch) = amount.multipliedReportingOverflow(by: factor)
      let (sum, isMore) = product.addingReportingOverflow(digit)
      return isTooMuch || isMore ? nil : sum
    }
    for digit in digits {
      guard let next = multiplied(amount, by: 10, plus: Int128(digit - UInt8(ascii: "0"))) else {
        return nil
      }
      amount = next
    }
    guard let scaled = multiplied(amount, by: 1 << Int128(twos)) else { return nil }
    amount = scaled
    for _ in 0..<max(0, tens) {
      guard let next = multiplied(amount, by: 10) else { return nil }
      amount = next
    }
    for _ in 0..<max(0, -tens) where amount > 1 {
      amount = amount / 10 + (amount % 10 == 0 ? 0 : 1)
    }
    return amount
  }
}
