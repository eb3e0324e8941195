package import JSON

extension LabelSelector {
  /// Reads a `metav1.LabelSelector`.
  ///
  /// Members other than `matchLabels` and `matchExpressions` are not looked at, so that a field
  /// which holds a selector beside others of its own can be read. Throws what is no selector.
  package init(_ json: JSONValue) throws(LabelSelectorError) {
    let labels: [String: String]
    var expressions: [Expression] = []
    do throws(FieldError) {
      let members = try Members(json, path: "")
      labels = try members.stringMap("matchLabels")
      for expression in try members.arrayOfMembers("matchExpressions") {
        expressions.append(
          Expression(
            key: try expression.string("key"), operator: try expression.string("operator"),
            values: try expression.strings("values")))
      }
    } catch {
      throw .malformed(error.path.isEmpty ? "the selector" : error.path)
    }
    try self.init(matchLabels: labels, matchExpressions: expressions)
  }
}
