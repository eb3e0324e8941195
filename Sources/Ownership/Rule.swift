import KubernetesAPI

/// What one field of a tenant's spec selects: an object is selected if any part selects it.
struct Rule: Sendable, Hashable {
  /// Whether everything is selected: the field is absent.
  var isEverything = false
  /// The names selected.
  var names: Set<String> = []
  /// What selected names match.
  var pattern: Pattern?
  /// What the labels of selected objects satisfy.
  var labels: LabelSelector?

  /// What an absent field selects.
  static let everything = Rule(isEverything: true)
  /// What a field that is present but empty selects.
  static let nothing = Rule()

  /// Whether the rule selects an object of this name, as far as the name tells.
  func selects(name: String) -> NameVerdict {
    if isEverything || names.contains(name) || pattern?.matches(name) == true { return .yes }
    return labels == nil ? .no : .dependsOnLabels
  }

  /// Whether the rule selects the object.
  func selects(name: String, labels found: [String: String]) -> Bool {
    switch selects(name: name) {
    case .yes: true
    case .no: false
    case .dependsOnLabels: labels?.matches(found) ?? false
    }
  }
}
