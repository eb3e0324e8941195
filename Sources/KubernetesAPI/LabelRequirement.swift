/// One requirement of a label selector: a key, an operator and values.
///
/// The rules are those of `apimachinery/pkg/labels/selector.go` (NewRequirement, Matches, String).
package struct LabelRequirement: Sendable, Hashable {
  /// How the label's value is compared.
  package enum Operator: Sendable, Hashable {
    case equals
    case doubleEquals
    case notEquals
    case `in`
    case notIn
    case exists
    case doesNotExist
    case greaterThan
    case lessThan
  }

  /// The label's key.
  package let key: String
  /// The comparison.
  package let `operator`: Operator
  /// The values compared with, without duplicates and in byte order.
  package let values: [String]

  /// Creates a valid requirement.
  ///
  /// Throws when the key is no label key, a value is no label value, or the number of values does
  /// not fit the operator.
  package init(
    _ key: String, _ comparison: Operator, _ values: [String] = []
  ) throws(LabelSelectorError) {
    guard LabelSyntax.isKey(key) else { throw LabelSelectorError.invalidKey(key) }
    switch comparison {
    case .in, .notIn:
      guard !values.isEmpty else { throw LabelSelectorError.noValues(key) }
    case .exists, .doesNotExist:
      guard values.isEmpty else { throw LabelSelectorError.unexpectedValues(key) }
    case .equals, .doubleEquals, .notEquals:
      guard values.count == 1 else { throw LabelSelectorError.notOneValue(key) }
    case .greaterThan, .lessThan:
      guard values.count == 1 else { throw LabelSelectorError.notOneValue(key) }
      guard Int64(values[0]) != nil else { throw LabelSelectorError.notAnInteger(key) }
    }
    for value in values where !LabelSyntax.isValue(value) {
      throw LabelSelectorError.invalidValue(key, value)
    }
    self.key = key
    self.operator = comparison
    self.values = values.count < 2 ? values : Set(values).sorted()
  }

  /// Whether the labels satisfy this requirement.
  ///
  /// A missing label satisfies `!=`, `notin` and `!key` and nothing else.
  package func matches(_ labels: [String: String]) -> Bool {
    guard let value = labels[key] else {
      return switch self.operator {
      case .notEquals, .notIn, .doesNotExist: true
      case .equals, .doubleEquals, .in, .exists, .greaterThan, .lessThan: false
      }
    }
    switch self.operator {
    case .equals, .doubleEquals, .in: return values.contains(value)
    case .notEquals, .notIn: return !values.contains(value)
    case .exists: return true
    case .doesNotExist: return false
    case .greaterThan: return compares(value, >)
    case .lessThan: return compares(value, <)
    }
  }

  private func compares(_ value: String, _ holds: (Int64, Int64) -> Bool) -> Bool {
    guard let found = Int64(value), let bound = values.first.flatMap({ Int64($0) }) else {
      return false
    }
    return holds(found, bound)
  }
}

extension LabelRequirement: CustomStringConvertible {
  /// The form a query parameter has: `a=b`, `c in (d,e)`, `!f`.
  package var description: String {
    let list = values.joined(separator: ",")
    return switch self.operator {
    case .equals: "\(key)=\(list)"
    case .doubleEquals: "\(key)==\(list)"
    case .notEquals: "\(key)!=\(list)"
    case .in: "\(key) in (\(list))"
    case .notIn: "\(key) notin (\(list))"
    case .exists: key
    case .doesNotExist: "!\(key)"
    case .greaterThan: "\(key)>\(list)"
    case .lessThan: "\(key)<\(list)"
    }
  }
}
