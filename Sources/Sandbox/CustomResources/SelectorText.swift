import JSON

/// Label selectors as text.
enum SelectorText {
  /// A `metav1.LabelSelector`, or the labels of an older selector, as a query spells it
  /// (`metav1.LabelSelectorAsSelector`): requirements by key.
  static func text(_ selector: JSONValue?) -> String {
    guard let members = selector?.object else { return "" }
    let isStructured = members["matchLabels"] != nil || members["matchExpressions"] != nil
    let labels = isStructured ? members["matchLabels"]?.object ?? [:] : members
    var requirements = labels.map { (key: $0.key, text: "\($0.key)=\($0.value.string ?? "")") }
    for expression in isStructured ? members["matchExpressions"]?.array ?? [] : [] {
      let key = expression["key"]?.string ?? ""
      let values = (expression["values"]?.array ?? []).compactMap(\.string).sorted()
        .joined(separator: ",")
      switch expression["operator"]?.string {
      case "In": requirements.append((key, "\(key) in (\(values))"))
      case "NotIn": requirements.append((key, "\(key) notin (\(values))"))
      case "Exists": requirements.append((key, key))
      default: requirements.append((key, "!\(key)"))
      }
    }
    return requirements.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map(\.text).joined(separator: ",")
  }
}
