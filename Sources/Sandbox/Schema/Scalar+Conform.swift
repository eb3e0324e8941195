import JSON
import Wire
import YAML

extension Scalar {
  /// A value that is not `null`, as Go writes it after reading it.
  func conform(_ value: JSONValue) throws(ScalarProblem) -> JSONValue {
    switch (self, value) {
    case (.json, _), (.string, .string), (.bool, .bool): return value
    case (.int32, .number(let spelling)):
      guard let number = Int32(goInteger: spelling) else {
        throw .mismatch(found: "number \(spelling)")
      }
      return .int(number)
    case (.int64, .number(let spelling)):
      guard let number = Int64(goInteger: spelling) else {
        throw .mismatch(found: "number \(spelling)")
      }
      return .int(number)
    case (.double, .number(let spelling)):
      guard let number = Double(spelling), number.isFinite else {
        throw .mismatch(found: "number \(spelling)")
      }
      return .number(number.spelledAsGo)
    case (.bytes, .string(let text)):
      guard let bytes = Base64.decode(text, skippingNewlines: true) else {
        throw .corrupt("illegal base64 data at input byte \(Self.offsetOfProblem(text))")
      }
      return .string(Base64.encode(bytes))
    case (.quantity, .string(let text)), (.quantity, .number(let text)):
      return .string(try Quantity.canonical(text))
    case (.quantity, _): throw .other(Quantity.formatProblem)
    case (.intOrString, .string): return value
    case (.intOrString, .number(let spelling)):
      guard let number = Int32(goInteger: spelling) else {
        throw .mismatchOf(type: "int32", found: "number \(spelling)")
      }
      return .int(number)
    case (.intOrString, _): throw .mismatchOf(type: "int32", found: value.goName)
    case (.time, .string(let text)):
      return try Self.time(text, layout: .seconds)
    case (.microTime, .string(let text)):
      return try Self.time(text, layout: .microseconds)
    case (.duration, .string): return value
    case (.time, _), (.microTime, _), (.duration, _):
      throw .mismatchOf(type: "string", found: value.goName)
    default: throw .mismatch(found: value.goName)
    }
  }

  /// Where Go's decoder stops: at a wrong digit, or where the text is cut off.
  private static func offsetOfProblem(_ text: String) -> Int {
    let wrong = text.utf8.enumerated().first { _, byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), 0x0A, 0x0D:
        false
      default: true
      }
    }
    return wrong?.offset ?? text.utf8.count / 4 * 4
  }

  private static func time(
    _ text: String, layout: GoTime.Layout
  ) throws(ScalarProblem) -> JSONValue {
    let time = try GoTime(parsing: text, layout: layout)
    return time.isZero ? .null : .string(time.text(layout))
  }

  /// What Go writes of a value nobody has set.
  var goZero: JSONValue {
    switch self {
    case .string: ""
    case .bool: false
    case .int32, .int64, .double, .intOrString: 0
    case .quantity: "0"
    case .duration: "0s"
    case .bytes, .time, .microTime, .json: .null
    }
  }

  /// The Go type, as its errors call it.
  var goType: String {
    switch self {
    case .string: "string"
    case .bool: "bool"
    case .int32: "int32"
    case .int64: "int64"
    case .double: "float64"
    case .bytes: "[]uint8"
    case .time: "v1.Time"
    case .microTime: "v1.MicroTime"
    case .duration: "v1.Duration"
    case .quantity: "resource.Quantity"
    case .intOrString: "intstr.IntOrString"
    case .json: "runtime.RawExtension"
    }
  }
}

extension FixedWidthInteger {
  /// What Go's `ParseInt` makes of a JSON number; nil for fractions, exponents and what is too large.
  init?(goInteger spelling: String) {
    guard let value = Self(spelling) else { return nil }
    self = value
  }
}
