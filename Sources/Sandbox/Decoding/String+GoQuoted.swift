extension String {
  /// The text in quotation marks as Go's `strconv.Quote` writes it, for letters of any script.
  var goQuoted: String { "\"" + unicodeScalars.map { $0.escapedByGo }.joined() + "\"" }
}

extension Unicode.Scalar {
  /// The character within a Go string literal.
  var escapedByGo: String {
    switch self {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\u{7}": return "\\a"
    case "\u{8}": return "\\b"
    case "\u{C}": return "\\f"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\u{B}": return "\\v"
    case "\u{0}"..<" ", "\u{7F}": return "\\x" + Self.digits(value, 2)
    case " ": return " "
    default:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .unassigned,
        .privateUse, .surrogate:
        return value > 0xFFFF ? "\\U" + Self.digits(value, 8) : "\\u" + Self.digits(value, 4)
      default: return String(self)
      }
    }
  }

  private static func digits(_ value: UInt32, _ count: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: count - text.utf8.count) + text
  }
}
