/// A conjunction of label requirements, in the two forms the API has for it.
///
/// The query form is `apimachinery/pkg/labels` Parse; the structured form is `metav1.LabelSelector`
/// with LabelSelectorAsSelector. A selector without requirements matches everything: whether an
/// empty selector may mean that is for the reader of the field it came from to say.
package struct LabelSelector: Sendable, Hashable {
  /// One member of `matchExpressions`.
  package struct Expression: Sendable, Hashable {
    /// The label's key.
    package var key: String
    /// `In`, `NotIn`, `Exists` or `DoesNotExist`.
    package var `operator`: String
    /// The values of `In` and `NotIn`.
    package var values: [String]

    /// Creates one expression as it was written; nothing is checked here.
    package init(key: String, operator name: String, values: [String] = []) {
      self.key = key
      self.operator = name
      self.values = values
    }
  }

  /// What matches every object.
  package static let everything = LabelSelector(requirements: [])

  /// The requirements, all of which must hold, by key in byte order.
  package let requirements: [LabelRequirement]

  /// Creates the conjunction of requirements.
  package init(requirements: [LabelRequirement]) {
    // The standard library does not promise a stable sort; equal keys keep their order by position.
    self.requirements =
      requirements.count < 2
      ? requirements
      : requirements.enumerated()
        .sorted { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }
        .map(\.element)
  }

  /// Parses the form of the query parameter `labelSelector`: `a=b,c in (d,e),!f,g>1`.
  package init(parsing text: String) throws(LabelSelectorError) {
    var parser = LabelSelectorParser(text)
    self.init(requirements: try parser.requirements())
  }

  /// Creates a selector from the structured form.
  ///
  /// Both parts empty match everything.
  package init(
    matchLabels: [String: String], matchExpressions: [Expression] = []
  ) throws(LabelSelectorError) {
    var requirements: [LabelRequirement] = []
    for (key, value) in matchLabels {
      requirements.append(try LabelRequirement(key, .equals, [value]))
    }
    for expression in matchExpressions {
      let comparison: LabelRequirement.Operator
      switch expression.operator {
      case "In": comparison = .in
      case "NotIn": comparison = .notIn
      case "Exists": comparison = .exists
      case "DoesNotExist": comparison = .doesNotExist
      default: throw LabelSelectorError.unknownOperator(expression.operator)
      }
      requirements.append(
        try LabelRequirement(expression.key, comparison, expression.values))
    }
    self.init(requirements: requirements)
  }

  /// Whether there is no requirement, so that everything matches.
  package var isEmpty: Bool { requirements.isEmpty }

  /// Whether the labels satisfy every requirement.
  package func matches(_ labels: [String: String]) -> Bool {
    for requirement in requirements where !requirement.matches(labels) { return false }
    return true
  }

  /// This selector and another: both must match.
  package func and(_ other: LabelSelector) -> LabelSelector {
    LabelSelector(requirements: requirements + other.requirements)
  }
}

extension LabelSelector: CustomStringConvertible {
  /// The form of the query parameter; parsing it gives an equal selector.
  package var description: String {
    requirements.map(\.description).joined(separator: ",")
  }
}
