/// Amounts of resources as `resource.Quantity` spells them.
enum Quantity {
  /// What Go says of a text that is no amount (`ErrFormatWrong`).
  static let formatProblem =
    "quantities must match the regular expression "
    + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

  /// The kind of suffix; an amount keeps it.
  private enum Format { case decimal, exponent, binary }

  private static let decimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"]
  private static let binarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]

  /// The canonical spelling of an amount: `1` for `1000m`, `500m` for `0.5`, `1Gi` for `1024Mi`.
  ///
  /// What is canonical enough for Go stays as it was (`ParseQuantity`), such as `+1`.
  static func canonical(_ text: String) throws(ScalarProblem) -> String {
    guard !text.isEmpty else { throw .other(formatProblem) }
    guard text != "0" else { return text }
    let parts = try QuantityParts(text)
    guard let (exponent, format) = interpret(parts.suffix) else {
      throw .other("unable to parse quantity's suffix")
    }
    let digits = parts.number + parts.fraction
    guard digits.utf8.count <= 36, -40...40 ~= exponent || format == .binary,
      let mantissa = Int128(digits)
    else { throw .other("unable to parse numeric part of quantity") }
    guard mantissa != 0 else { return "0" }
    var scale = -parts.fraction.utf8.count
    guard format == .binary else {
      scale += exponent
      if digits.utf8.count <= 18, scale >= -9, scale % 3 == 0, !digits.hasSuffix("000"),
        !digits.hasPrefix("0")
      {
        return text
      }
      return decimal(mantissa, scale, parts.isNegative, format)
    }
    if parts.fraction.isEmpty, mantissa & 7 != 0,
      15 - parts.number.utf8.count - exponent * 3 / 10 > 0
    {
      return text
    }
    return binary(mantissa, scale, exponent, parts.isNegative)
  }

  private static func interpret(_ suffix: String) -> (exponent: Int, format: Format)? {
    if let place = decimalSuffixes.firstIndex(of: suffix) { return (place * 3 - 9, .decimal) }
    if let place = binarySuffixes.firstIndex(of: suffix) { return (place * 10, .binary) }
    guard let first = suffix.utf8.first, first | 0x20 == UInt8(ascii: "e"),
      let exponent = Int32(suffix.dropFirst())
    else { return nil }
    return (Int(exponent), .exponent)
  }

  /// An amount by thousands; what is smaller than a billionth is rounded up.
  private static func decimal(
    _ mantissa: Int128, _ scale: Int, _ isNegative: Bool, _ format: Format
  ) -> String {
    var (mantissa, scale) = (mantissa, scale)
    while scale < -9 {
      mantissa = mantissa / 10 + (mantissa % 10 == 0 ? 0 : 1)
      scale += 1
    }
    while mantissa % 10 == 0 {
      mantissa /= 10
      scale += 1
    }
    while scale % 3 != 0 {
      mantissa *= 10
      scale -= 1
    }
    let number = (isNegative ? "-" : "") + String(mantissa)
    if format == .exponent { return scale == 0 ? number : "\(number)e\(scale)" }
    let place = scale / 3 + 3
    return number + (decimalSuffixes.indices.contains(place) ? decimalSuffixes[place] : "")
  }

  /// An amount by 1024s, or by thousands when it is small or no whole number.
  private static func binary(
    _ mantissa: Int128, _ scale: Int, _ exponent: Int, _ isNegative: Bool
  ) -> String {
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: Int128(1) << exponent)
    var value = overflow ? Int128(Int64.max) : product
    var scale = overflow ? 0 : scale
    while scale < 0, value % 10 == 0 {
      value /= 10
      scale += 1
    }
    guard scale == 0, value >= 1024 else { return decimal(value, scale, isNegative, .decimal) }
    value = min(value, Int128(Int64.max))
    var place = 0
    while value % 1024 == 0 {
      value /= 1024
      place += 1
    }
    return (isNegative ? "-" : "") + String(value) + binarySuffixes[place]
  }
}
