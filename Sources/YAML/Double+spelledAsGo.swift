extension Double {
  /// The number as Go's `encoding/json` spells it.
  ///
  /// The shortest digits that read back the same; an exponent only below 1e-6 and from 1e21 on.
  package var spelledAsGo: String {
    guard self != 0 else { return sign == .minus ? "-0" : "0" }
    // Swift finds the same shortest digits and differs only in where it puts the point.
    let parts = magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = mantissa.joined()
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.hasPrefix("0") {
      digits.removeFirst()
      point -= 1
    }
    while digits.hasSuffix("0") { digits.removeLast() }
    let minus = sign == .minus ? "-" : ""
    if magnitude < 1e-6 || magnitude >= 1e21 {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let exponent = point - 1
      return "\(minus)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "" : "+")\(exponent)"
    }
    if point <= 0 { return "\(minus)0.\(String(repeating: "0", count: -point))\(digits)" }
    if digits.count <= point {
      return "\(minus)\(digits)\(String(repeating: "0", count: point - digits.count))"
    }
    return "\(minus)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
