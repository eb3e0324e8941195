extension NameSyntax {
  /// A key of a ConfigMap or Secret.
  static func dataKey(_ text: String) -> [String] {
    let bytes = text.utf8
    var problems = longer(text, than: 253, of: "characters")
    if bytes.isEmpty || !bytes.allSatisfy({ isAlphanumeric($0) || isJoint($0) }) {
      problems.append(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. "
          + "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is "
          + "'[-._a-zA-Z0-9]+')")
    }
    switch text {
    case ".": problems.append("must not be '.'")
    case "..": problems.append("must not be '..'")
    default: if text.hasPrefix("..") { problems.append("must not start with '..'") }
    }
    return problems
  }

  /// The name of a container's or service's port.
  static func portName(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let dash = UInt8(ascii: "-")
    var problems = longer(text, than: 15, of: "characters")
    if bytes.isEmpty || !bytes.allSatisfy({ isLowerAlphanumeric($0) || $0 == dash }) {
      problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !bytes.contains(where: { isLowerAlphanumeric($0) && !isDigit($0) }) {
      problems.append("must contain at least one letter (a-z)")
    }
    if zip(bytes, bytes.dropFirst()).contains(where: { $0 == dash && $1 == dash }) {
      problems.append("must not contain consecutive hyphens")
    }
    if bytes.first == dash || bytes.last == dash {
      problems.append("must not begin or end with a hyphen")
    }
    return problems
  }

  /// The number of a port.
  static func port(_ number: Int) -> [String] {
    (1...65535).contains(number) ? [] : ["must be between 1 and 65535, inclusive"]
  }

  /// The limits are of bytes, which not every message says.
  static func longer(_ text: String, than limit: Int, of unit: String) -> [String] {
    text.utf8.count > limit ? ["must be no more than \(limit) \(unit)"] : []
  }

  static func isSubdomain(_ bytes: Substring.UTF8View) -> Bool {
    bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  static func isLabel(_ bytes: Substring.UTF8View) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    return isLowerAlphanumeric(first) && isLowerAlphanumeric(last)
      && bytes.allSatisfy { isLowerAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && text.utf8.allSatisfy { isAlphanumeric($0) || isJoint($0) }
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLowerAlphanumeric(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isLowerAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
}
