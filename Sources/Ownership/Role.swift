package import JSON
package import KubernetesAPI

/// What is read of a Role or a ClusterRole: which namespaces a binding to it lets one get.
package struct Role: Sendable, Hashable {
  /// The namespaces a role lets one get, of those that it is bound in.
  enum Access: Sendable, Hashable {
    case named(Set<String>)
    case every
  }

  /// The role.
  package let reference: RoleReference
  let access: Access

  /// Reads a role from its object, whose metadata has been read before.
  ///
  /// A rule counts if it allows `get` on `namespaces` of the core group, wildcards included
  /// (rbac/v1 RulesAllow). A rule that cannot be read allows nothing.
  package init(metadata: ObjectMeta, object: JSONValue) {
    reference =
      metadata.namespace.isEmpty
      ? .clusterRole(metadata.name)
      : .role(namespace: metadata.namespace, name: metadata.name)
    var named: Set<String> = []
    for rule in object["rules"]?.array ?? [] {
      guard Self.has("", in: rule["apiGroups"]), Self.has("namespaces", in: rule["resources"]),
        Self.has("get", in: rule["verbs"])
      else { continue }
      switch rule["resourceNames"] {
      case nil, .null, .array([]):
        access = .every
        return
      case .some(let names):
        named.formUnion(names.array?.compactMap(\.string) ?? [])
      }
    }
    access = .named(named)
  }

  private static func has(_ wanted: String, in list: JSONValue?) -> Bool {
    list?.array?.contains { $0.string == wanted || $0.string == "*" } ?? false
  }
}

extension Role.Access {
  /// Whether a binding in this namespace lets one get the namespace.
  func allows(_ namespace: String) -> Bool {
    switch self {
    case .named(let names): names.contains(namespace)
    case .every: true
    }
  }
}
