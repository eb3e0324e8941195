package import JSON
package import KubernetesAPI

/// One rule, as a role has it and as a rules review tells it.
package struct AccessRule: Sendable, Hashable {
  package var verbs: [String]
  package var groups: [String]
  package var resources: [String]
  package var names: [String]

  /// A rule of its parts.
  package init(
    verbs: [String], groups: [String], resources: [String], names: [String] = []
  ) {
    self.verbs = verbs
    self.groups = groups
    self.resources = resources
    self.names = names
  }

  /// Reads a rule; nil for one of paths that are no resources.
  package init?(_ json: JSONValue) {
    func texts(_ member: String) -> [String] {
      (json[member]?.array ?? []).compactMap(\.string)
    }
    self.init(
      verbs: texts("verbs"), groups: texts("apiGroups"), resources: texts("resources"),
      names: texts("resourceNames"))
    guard !resources.isEmpty else { return nil }
  }

  /// Whether it gives a right (pkg/apis/rbac/v1/evaluation_helpers.go, RuleAllows).
  package func allows(_ verb: String, _ resource: GroupResource, name: String = "") -> Bool {
    (verbs.contains("*") || verbs.contains(verb))
      && (groups.contains("*") || groups.contains(resource.group))
      && resources.contains { Self.matches($0, resource.resource) }
      && (names.isEmpty || !name.isEmpty && names.contains(name))
  }

  /// `*` is everything, and `*/status` that subresource of everything.
  private static func matches(_ granted: String, _ asked: String) -> Bool {
    if granted == "*" || granted == asked { return true }
    guard granted.utf8.starts(with: "*/".utf8), let slash = asked.utf8.firstIndex(of: 0x2F) else {
      return false
    }
    return granted.utf8.dropFirst(2).elementsEqual(asked.utf8[asked.utf8.index(after: slash)...])
  }

  /// Each verb on each resource and name by itself; wildcards stay as they are.
  package func rights(in place: Right.Place) -> [Right] {
    groups.flatMap { group in
      resources.flatMap { resource in
        verbs.flatMap { verb in
          (names.isEmpty ? [""] : names).map {
            Right(place, verb, GroupResource(group: group, resource: resource), name: $0)
          }
        }
      }
    }
  }
}
