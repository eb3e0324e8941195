import KubernetesAPI

/// A regular expression of a schema.
///
/// The API server has RE2. `Pattern` takes time linear in the text as RE2 does, and refuses what it
/// does not know: classes of Unicode properties, and what is longer than its limits.
struct SchemaPattern {
  private let pattern: Pattern

  /// Reads an expression; nil when it is none.
  init?(_ pattern: String) {
    guard let pattern = try? Pattern(pattern) else { return nil }
    self.pattern = pattern
  }

  /// What Go says of a text that is no expression (`regexp/syntax`); nil when it is one.
  static func complaint(_ pattern: String) -> String? {
    do throws(PatternError) {
      _ = try Pattern(pattern)
      return nil
    } catch {
      return "error parsing regexp: \(reason(error, pattern))"
    }
  }

  private static func reason(_ error: PatternError, _ pattern: String) -> String {
    let bytes = Array(pattern.utf8)
    let rest = String(decoding: bytes[min(error.position, bytes.count)...], as: UTF8.self)
    let first = rest.prefix(1)
    switch error.reason {
    case .sourceTooLong, .programTooLong: return "expression too large"
    case .repeatCount:
      let count = rest.firstIndex(of: "}").map { rest[...$0] } ?? rest[...]
      return "invalid repeat count: `\(count)`"
    case .nothingToRepeat: return "missing argument to repetition operator: `\(first)`"
    case .nestedRepetition:
      let before = bytes[..<error.position]
      let start = before.last == UInt8(ascii: "}") ? before.lastIndex(of: UInt8(ascii: "{")) : nil
      let last = String(decoding: before[(start ?? error.position - 1)...], as: UTF8.self)
      return "invalid nested repetition operator: `\(last)\(first)`"
    case .missingParenthesis: return "missing closing ): `\(pattern)`"
    case .unexpectedParenthesis: return "unexpected ): `\(pattern)`"
    case .missingBracket: return "missing closing ]: `\(rest)`"
    case .classRange: return "invalid character class range: `\(rest.prefix(3))`"
    case .className:
      let name = rest.firstIndex(of: "]").map { rest[...$0] } ?? rest[...]
      return "invalid character class range: `\(name)`"
    case .trailingBackslash: return "trailing backslash at end of expression: ``"
    case .escape, .backreference, .unicodeClass:
      return "invalid escape sequence: `\(rest.prefix(2))`"
    case .groupName: return "invalid named capture: `\(rest)`"
    case .groupSyntax, .lookaround, .foldedLetter:
      return "invalid or unsupported Perl syntax: `\(rest.prefix(3))`"
    }
  }

  /// Whether the expression is found somewhere in the text.
  func matches(_ text: String) -> Bool { pattern.matches(text) }
}
