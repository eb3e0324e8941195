import JSON

/// One number of the report, beside what it is measured against.
struct Measurement: Sendable {
  let name: String
  let value: Double
  let unit: String
  /// What nginx reached, or the number to hold.
  let reference: Double?

  /// The value as a share of the reference.
  var ratio: Double? { reference.map { value / $0 } }

  var json: JSONValue {
    [
      "name": .string(name), "value": .number(Self.text(value)), "unit": .string(unit),
      "reference": reference.map { .number(Self.text($0)) } ?? .null,
      "ratio": ratio.map { .number(Self.text($0)) } ?? .null,
    ]
  }

  /// Three decimals for small numbers, none for large ones.
  static func text(_ number: Double) -> String {
    guard number.magnitude < 1000 else { return String(Int(number.rounded())) }
    let thousandths = Int((number.magnitude * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let sign = number < 0 && thousandths > 0 ? "-" : ""
    return sign + "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count)
      + fraction
  }
}
