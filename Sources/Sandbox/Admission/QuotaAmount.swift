/// A quantity that can be added and compared (`apimachinery/pkg/api/resource`).
///
/// Exact to a billionth; what is finer is rounded up, as Kubernetes does.
struct QuotaAmount: Sendable, Equatable, Comparable {
  private var billionths: Int128
  /// Whether it is spelled with the powers of 1024.
  private var isBinary: Bool

  static let zero = QuotaAmount(0)
  static let one = QuotaAmount(1)

  init(_ whole: Int) {
    billionths = Int128(whole) * 1_000_000_000
    isBinary = false
  }

  /// Reads a quantity; nil when the text is none.
  init?(_ text: String) {
    var rest = text.utf8[...]
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    var digits: Int128 = 0
    var (places, count, hasPoint) = (0, 0, false)
    while let byte = rest.first {
      if byte == UInt8(ascii: ".") && !hasPoint {
        hasPoint = true
      } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), count < 30 {
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        count += 1
        if hasPoint { places += 1 }
      } else {
        break
      }
      rest.removeFirst()
    }
    guard count > 0, let unit = Self.unit(String(rest) ?? "") else { return nil }
    let (product, overflow) = digits.multipliedReportingOverflow(by: unit.billionths)
    guard !overflow else { return nil }
    var divisor: Int128 = 1
    for _ in 0..<places { divisor *= 10 }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
    let amount = remainder == 0 ? quotient : quotient + 1
    billionths = isNegative ? -amount : amount
    isBinary = unit.isBinary
  }

  private static let names = ["", "k", "M", "G", "T", "P", "E"]
  private static let small = ["n", "u", "m"]

  private static func unit(_ suffix: String) -> (billionths: Int128, isBinary: Bool)? {
    func power(_ base: Int128, _ exponent: Int) -> Int128 {
      (0..<exponent).reduce(1) { product, _ in product * base }
    }
    if let place = small.firstIndex(of: suffix) { return (power(1000, place), false) }
    if let place = names.firstIndex(of: suffix) { return (power(1000, place + 3), false) }
    if suffix.hasSuffix("i"),
      let place = (["K"] + names[2...]).firstIndex(of: String(suffix.dropLast()))
    {
      return (power(1024, place + 1) * 1_000_000_000, true)
    }
    guard let letter = suffix.first, letter == "e" || letter == "E",
      let exponent = Int(suffix.dropFirst()), (-9...18).contains(exponent)
    else { return nil }
    return (power(10, exponent + 9), false)
  }

  static func + (one: QuotaAmount, other: QuotaAmount) -> QuotaAmount {
    // Nothing takes the spelling of what is added to it.
    var sum = one.billionths == 0 ? other : one
    sum.billionths = one.billionths + other.billionths
    return sum
  }

  static func < (one: QuotaAmount, other: QuotaAmount) -> Bool {
    one.billionths < other.billionths
  }

  static func == (one: QuotaAmount, other: QuotaAmount) -> Bool {
    one.billionths == other.billionths
  }
}

extension QuotaAmount: CustomStringConvertible {
  /// The canonical spelling.
  var description: String {
    let unit: Int128 = 1_000_000_000
    if isBinary, billionths.magnitude >= 1024 * unit.magnitude {
      var whole = billionths / unit + (billionths % unit > 0 ? 1 : 0)
      var place = 0
      while whole % 1024 == 0 && place < 6 {
        whole /= 1024
        place += 1
      }
      return "\(whole)" + (place == 0 ? "" : (["K"] + Self.names[2...])[place - 1] + "i")
    }
    var (amount, place) = (billionths, 0)
    while amount != 0 && amount % 1000 == 0 && place < 9 {
      amount /= 1000
      place += 1
    }
    guard amount != 0 else { return "0" }
    return "\(amount)" + (Self.small + Self.names)[place]
  }
}
