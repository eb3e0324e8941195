import JSON

/// RoleBindings and ClusterRoleBindings (`pkg/apis/rbac/validation`).
struct RoleBindingStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  private let isNamespaced: Bool

  init(_ isNamespaced: Bool) { self.isNamespaced = isNamespaced }

  var nameRule: NameRule { .pathSegment }

  func setDefaults(_ object: inout JSONValue) {
    if object.text("roleRef", "apiGroup").isEmpty {
      object[at: ["roleRef", "apiGroup"]] = .string(Self.group)
    }
    object.changeItems(["subjects"]) { subject in
      let kind = subject.text("kind")
      if subject.text("apiGroup").isEmpty, kind == "User" || kind == "Group" {
        subject["apiGroup"] = .string(Self.group)
      }
    }
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    let role = object["roleRef"] ?? .null
    var problems = Self.problems(word: role, "apiGroup", "roleRef", [Self.group])
    problems += Self.problems(
      word: role, "kind", "roleRef", isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"])
    let name = role.text("name")
    if name.isEmpty {
      problems.append(.required("roleRef.name"))
    } else {
      problems += NameRule.pathSegment.problems(name)
        .map { .invalid("roleRef.name", .string(name), $0) }
    }
    return problems
      + object.items("subjects").enumerated().flatMap { place, subject in
        self.problems(of: subject, "subjects[\(place)]")
      }
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    var problems = problems(creating: object)
    if let role = object["roleRef"], role != old["roleRef"] {
      // The value is spelled as Go spells its internal type.
      let spelled: JSONValue = [
        "APIGroup": .string(role.text("apiGroup")), "Kind": .string(role.text("kind")),
        "Name": .string(role.text("name")),
      ]
      problems.append(.invalid("roleRef", spelled, "cannot change roleRef"))
    }
    return problems
  }

  private func problems(of subject: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let name = subject.text("name")
    if name.isEmpty { problems.append(.required("\(field).name")) }
    switch subject.text("kind") {
    case "ServiceAccount":
      if !name.isEmpty {
        problems += NameSyntax.subdomain(name)
          .map { .invalid("\(field).name", .string(name), $0) }
      }
      problems += Self.problems(word: subject, "apiGroup", field, [""])
      if !isNamespaced, subject.text("namespace").isEmpty {
        problems.append(.required("\(field).namespace"))
      }
    case "User", "Group":
      problems += Self.problems(word: subject, "apiGroup", field, [Self.group])
    case let kind:
      problems.append(
        .notSupported("\(field).kind", .string(kind), ["ServiceAccount", "User", "Group"]))
    }
    return problems
  }

  private static func problems(
    word object: JSONValue, _ key: String, _ field: String, _ known: [String]
  ) -> [FieldProblem] {
    let word = object.text(key)
    return known.contains(word) ? [] : [.notSupported("\(field).\(key)", .string(word), known)]
  }

  private static let group = "rbac.authorization.k8s.io"
}
