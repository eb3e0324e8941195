import JSON
import KubernetesAPI

// `pkg/apis/authorization/validation/validation.go`

extension Reviews {
  /// - Throws: 422 when there are problems.
  static func check(_ problems: [FieldProblem]) throws(Status) {
    // The API server has lost the kind here, and says none.
    guard problems.isEmpty else {
      throw .invalid(group: accessGroup, kind: "", name: "", problems)
    }
  }

  /// What is wrong with what a review asks.
  ///
  /// - Parameter namesUser: whether it must name somebody.
  static func problems(of spec: JSONValue?, namesUser: Bool) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let resource = present(spec?["resourceAttributes"])
    let path = present(spec?["nonResourceAttributes"])
    if resource != nil, let path {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.nonResourceAttributes", value: internalForm(path),
          detail: "cannot be specified in combination with resourceAttributes"))
    }
    if resource == nil, path == nil {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.resourceAttributes", value: .null,
          detail: "exactly one of nonResourceAttributes or resourceAttributes must be specified"))
    }
    let user = spec?["user"]?.string ?? ""
    if namesUser, user.isEmpty, spec?["groups"]?.array?.isEmpty != false {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.user", value: "",
          detail: "at least one of user or group must be specified"))
    }
    if let resource { problems += ReviewedSelectors.problems(in: resource) }
    return problems
  }

  /// What is wrong with the metadata of a review, which is to have none.
  static func problems(ofMetadata body: JSONValue) -> [FieldProblem] {
    problems(ofMetadata: body, except: ["managedFields"], detail: "must be empty")
  }

  /// What is wrong with the rest of a review for one namespace.
  static func problems(ofLocal body: JSONValue) -> [FieldProblem] {
    var problems = problems(
      ofMetadata: body, except: ["managedFields", "namespace"],
      detail: "must be empty except for namespace")
    if let resource = present(body["spec", "resourceAttributes"]) {
      let namespace = resource["namespace"]?.string ?? ""
      if namespace != body.namespace {
        problems.append(
          FieldProblem(
            kind: .invalid, field: "spec.resourceAttributes.namespace", value: .string(namespace),
            detail: "must match metadata.namespace"))
      }
    }
    if let path = present(body["spec", "nonResourceAttributes"]) {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.nonResourceAttributes", value: internalForm(path),
          detail: "disallowed on this kind of request"))
    }
    return problems
  }

  private static func problems(
    ofMetadata body: JSONValue, except keys: Set<String>, detail: String
  ) -> [FieldProblem] {
    let metadata = body["metadata"] ?? [:]
    guard (metadata.object ?? [:]).contains(where: { !keys.contains($0.key) && !$0.value.isNull })
    else { return [] }
    return [FieldProblem(kind: .invalid, field: "metadata", value: metadata, detail: detail)]
  }

  /// Attributes under the names of the server's internal type, which is what it shows.
  private static func internalForm(_ path: JSONValue) -> JSONValue {
    ["Path": path["path"] ?? "", "Verb": path["verb"] ?? ""]
  }

  private static func present(_ value: JSONValue?) -> JSONValue? {
    value?.object == nil ? nil : value
  }
}
