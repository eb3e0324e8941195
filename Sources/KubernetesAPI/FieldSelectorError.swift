/// Why a field selector is none.
package enum FieldSelectorError: Error, Sendable, Hashable {
  /// The term holds none of `=`, `==` and `!=`.
  case noOperator(String, in: String)
  /// A backslash stands before something that needs none, or at the end.
  case invalidEscape
  /// A value holds `,` or `=` without a backslash.
  case unescapedCharacter
}

extension FieldSelectorError: CustomStringConvertible {
  /// One sentence for a Status.
  package var description: String {
    switch self {
    case .noOperator(let term, let text): "invalid selector: '\(text)'; can't understand '\(term)'"
    case .invalidEscape: "invalid field selector: invalid escape sequence"
    case .unescapedCharacter: "invalid field selector: unescaped character in value"
    }
  }
}
