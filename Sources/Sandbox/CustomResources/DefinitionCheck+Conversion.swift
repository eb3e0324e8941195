import JSON

extension DefinitionCheck {
  private static let path = "spec.conversion"

  /// What is wrong with the conversion between versions (`validateCustomResourceConversion`).
  func conversionProblems() -> [FieldProblem] {
    guard let conversion = spec["conversion"] else { return [] }
    let webhook = conversion["webhook"]
    switch conversion["strategy"]?.string ?? "" {
    case "None":
      return webhook?["clientConfig"] == nil
        ? []
        : [
          FieldProblem(
            kind: .forbidden, field: "\(Self.path).webhookClientConfig",
            detail: "should not be set when strategy is not set to Webhook")
        ]
    case "Webhook": return webhookProblems(webhook)
    case "": return [FieldProblem(kind: .required, field: "\(Self.path).strategy")]
    case let strategy:
      return [
        FieldProblem(
          kind: .notSupported, field: "\(Self.path).strategy", value: .string(strategy),
          detail: #"supported values: "None", "Webhook""#)
      ]
    }
  }

  private func webhookProblems(_ webhook: JSONValue?) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let field = "\(Self.path).webhookClientConfig"
    if let config = webhook?["clientConfig"] {
      if (config["url"] == nil) == (config["service"] == nil) {
        problems.append(
          FieldProblem(
            kind: .required, field: field, detail: "exactly one of url or service is required"))
      }
    } else {
      problems.append(
        FieldProblem(
          kind: .required, field: field, detail: "required when strategy is set to Webhook"))
    }
    let versions = webhook?["conversionReviewVersions"]?.array?.compactMap(\.string) ?? []
    let place = "\(Self.path).conversionReviewVersions"
    if versions.isEmpty {
      problems.append(FieldProblem(kind: .required, field: place))
    } else if !versions.contains("v1"), !versions.contains("v1beta1") {
      problems.append(
        FieldProblem(
          kind: .invalid, field: place, value: .strings(versions),
          detail: "must include at least one of v1, v1beta1"))
    }
    return problems
  }
}
