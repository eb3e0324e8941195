/// Why a label selector is none.
package enum LabelSelectorError: Error, Sendable, Equatable {
  /// The first text was found where the second was expected.
  case unexpected(found: String, expected: String)
  /// The error is in one requirement of a selector.
  indirect case inRequirement(LabelSelectorError)
  /// The text is no label key.
  case invalidKey(String)
  /// The second text is no label value; the first is its key.
  case invalidValue(String, String)
  /// `in` or `notin` of the key has no values.
  case noValues(String)
  /// A test of presence of the key has values.
  case unexpectedValues(String)
  /// A comparison of the key has not exactly one value.
  case notOneValue(String)
  /// `<` or `>` of the key is not with a 64-bit integer.
  case notAnInteger(String)
  /// A structured selector names an operator other than In, NotIn, Exists and DoesNotExist.
  case unknownOperator(String)
  /// A structured selector is not of the type it should be; the text names the field.
  case malformed(String)
}

extension LabelSelectorError: CustomStringConvertible {
  /// One sentence for a Status, a log or a condition.
  package var description: String {
    switch self {
    // The one message of the parser without a comma (labels/selector.go, `parseValues`).
    case .unexpected(let found, "'('"): "found '\(found)' expected: '('"
    case .unexpected(let found, let expected): "found '\(found)', expected: \(expected)"
    case .inRequirement(let error): "unable to parse requirement: \(error)"
    case .invalidKey(let key): "\"\(key)\" is not a label key"
    case .invalidValue(let key, let value): "\"\(value)\" is not a label value of \"\(key)\""
    case .noValues(let key): "for 'in', 'notin' operators, values set can't be empty: \"\(key)\""
    case .unexpectedValues(let key):
      "values set must be empty for exists and does not exist: \"\(key)\""
    case .notOneValue(let key): "exactly one value is required: \"\(key)\""
    case .notAnInteger(let key):
      "for 'Gt', 'Lt' operators, the value must be an integer: \"\(key)\""
    case .unknownOperator(let name): "\"\(name)\" is not a valid label selector operator"
    case .malformed(let field): "\(field) is not of the expected type"
    }
  }
}
