/// What a `resource.Quantity` amounts to, for comparisons.
enum QuantityAmount {
  /// The amount, nearly; nil for what is no quantity.
  static func amount(_ text: String) -> Double? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    guard let value = Double(number) else { return nil }
    let suffix = String(text.dropFirst(number.count))
    if let factor = factors[suffix] { return value * factor }
    guard suffix.hasPrefix("e") || suffix.hasPrefix("E") else { return nil }
    return Double(text)
  }

  private static let factors: [String: Double] = [
    "": 1, "n": 1e-9, "u": 1e-6, "m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15,
    "E": 1e18, "Ki": 1024, "Mi": 1_048_576, "Gi": 1_073_741_824, "Ti": 1_099_511_627_776,
    "Pi": 1_125_899_906_842_624, "Ei": 1_152_921_504_606_846_976,
  ]
}
