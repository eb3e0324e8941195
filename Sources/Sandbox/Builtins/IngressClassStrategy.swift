import JSON

/// IngressClasses (`pkg/apis/networking/validation`).
struct IngressClassStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    guard object["spec", "parameters"]?.object != nil else { return }
    object.setDefault(["spec", "parameters", "scope"], "Cluster")
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    Self.problems(controller: object.text("spec", "controller"))
      + Self.parameters(object["spec", "parameters"])
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    FieldProblem.changed(object, old, "spec", "controller") + problems(creating: object)
  }

  private static func problems(controller: String) -> [FieldProblem] {
    let field = "spec.controller"
    guard !controller.isEmpty else { return [.required(field)] }
    var problems: [FieldProblem] = []
    if controller.utf8.count > 250 { problems.append(.tooLong(field, 250)) }
    let parts = controller.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      problems.append(
        .invalid(
          field, .string(controller),
          "must be a domain-prefixed path (such as \"acme.io/foo\")"))
      return problems
    }
    return problems
      + NameSyntax.subdomain(parts[0]).map { .invalid(field, .string(parts[0]), $0) }
  }

  private static func parameters(_ parameters: JSONValue?) -> [FieldProblem] {
    guard let parameters, !parameters.isNull else { return [] }
    let field = "spec.parameters"
    var problems: [FieldProblem] = []
    for key in ["kind", "name"] {
      let text = parameters.text(key)
      if text.isEmpty {
        problems.append(.required("\(field).\(key)"))
      } else {
        problems += NameRule.pathSegment.problems(text)
          .map { .invalid("\(field).\(key)", .string(text), $0) }
      }
    }
    let namespace = parameters["namespace"]?.string
    switch parameters.text("scope") {
    case "Cluster":
      if namespace != nil {
        problems.append(
          .forbidden("\(field).namespace", "`parameters.scope` is set to 'Cluster'"))
      }
    case "Namespace":
      guard let namespace else {
        problems.append(
          .required("\(field).namespace", "`parameters.scope` is set to 'Namespace'"))
        break
      }
      problems += NameSyntax.label(namespace)
        .map { .invalid("\(field).namespace", .string(namespace), $0) }
    case let scope:
      problems.append(
        .notSupported("\(field).scope", .string(scope), ["Cluster", "Namespace"]))
    }
    return problems
  }
}
