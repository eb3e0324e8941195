internal import JSON

/// A scalar of a YAML text before its type is known.
struct YAMLScalar {
  /// The text with quotes and folding resolved.
  var text: String

  /// The tag it was written with.
  var tag: String?

  /// Whether it stood without quotes and not as a block: only then its text gives the type.
  var isPlain: Bool

  /// Whether this is the key that merges another mapping.
  var isMerge: Bool {
    text == "<<" && (tag == nil && isPlain || tag == "tag:yaml.org,2002:merge")
  }

  /// The value, nil when its text does not fit its tag.
  ///
  /// Source: `resolve` of `sigs.k8s.io/yaml/goyaml.v2`. Infinity and not-a-number fit no tag,
  /// because JSON cannot spell them.
  func resolved() -> JSONValue? {
    switch tag {
    case nil: isPlain ? Self.plain(text) : .string(text)
    case "!", "tag:yaml.org,2002:str": .string(text)
    case "tag:yaml.org,2002:null": Self.word(text) == .null ? .null : nil
    case "tag:yaml.org,2002:bool": Self.word(text).flatMap { $0.bool == nil ? nil : $0 }
    case "tag:yaml.org,2002:int": Self.integer(text)
    case "tag:yaml.org,2002:float": Self.integer(text) ?? Self.float(text)
    case "tag:yaml.org,2002:timestamp": .string(text)
    default: nil
    }
  }

  private static func plain(_ text: String) -> JSONValue? {
    if let word = word(text) { return word }
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "."):
      if isInfinite(text[...]) { return nil }
      return float(text) ?? .string(text)
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if isInfinite(text.dropFirst()) { return nil }
      return integer(text) ?? float(text) ?? .string(text)
    default: return .string(text)
    }
  }

  private static func word(_ text: String) -> JSONValue? {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    default: nil
    }
  }

  private static func isInfinite(_ text: Substring) -> Bool {
    [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(text)
  }

  /// An integer of Go's `ParseInt(_, 0, 64)`: signs, `0x`, `0o`, `0b`, a leading 0 for octal.
  private static func integer(_ text: String) -> JSONValue? {
    var digits = text.filter { $0 != "_" }[...]
    var isNegative = false
    if let sign = digits.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      digits = digits.dropFirst()
    }
    guard let first = digits.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first else {
      return nil
    }
    var radix = 10
    if digits.count > 1, digits.hasPrefix("0") {
      let prefixes: [Character: Int] = ["x": 16, "X": 16, "o": 8, "O": 8, "b": 2, "B": 2]
      let prefix = prefixes[digits.dropFirst().first ?? "0"]
      radix = prefix ?? 8
      digits = digits.dropFirst(prefix == nil ? 1 : 2)
    }
    guard digits.first != "+", digits.first != "-" else { return nil }
    if let magnitude = UInt64(digits, radix: radix) {
      return .number(isNegative && magnitude > 0 ? "-\(magnitude)" : "\(magnitude)")
    }
    guard radix == 10, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return .number(isNegative ? "-\(digits)" : String(digits))
  }

  /// A float of `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func float(_ text: String) -> JSONValue? {
    let plain = text.filter { $0 != "_" }
    var rest = plain.utf8[...]
    func digits() -> Int {
      let count = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }.count
      rest = rest.dropFirst(count)
      return count
    }
    func take(_ set: String) -> Bool {
      guard let byte = rest.first, set.utf8.contains(byte) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take("+-")
    let whole = digits()
    let fraction = take(".") ? digits() : 0
    guard whole + fraction > 0 else { return nil }
    if take("eE") {
      _ = take("+-")
      guard digits() > 0 else { return nil }
    }
    guard rest.isEmpty, let value = Double(plain), value.isFinite else { return nil }
    return .number(value.spelledAsGo)
  }
}
