import JSON

// The columns of `pkg/printers/internalversion/printers.go`.
extension TableColumn {
  /// ConfigMaps.
  static let configMap: [TableColumn] = [
    name, integer("Data", type: "string") { $0.count("data") + $0.count("binaryData") }, age,
  ]

  /// Secrets.
  static let secret: [TableColumn] = [
    name, text("Type") { $0.text("type") }, integer("Data", type: "string") { $0.count("data") },
    age,
  ]

  /// ServiceAccounts.
  static let serviceAccount: [TableColumn] = [name, age]

  /// ResourceQuotas.
  static let resourceQuota: [TableColumn] = [
    name, text("Request") { quota($0, isLimit: false) }, text("Limit") { quota($0, isLimit: true) },
    age,
  ]

  /// Namespaces.
  static let namespace: [TableColumn] = [
    name, text("Status", "The status of the namespace") { $0.text("status", "phase") }, age,
  ]

  /// RoleBindings and ClusterRoleBindings.
  static let roleBinding: [TableColumn] = [
    name, text("Role") { "\($0.text("roleRef", "kind"))/\($0.text("roleRef", "name"))" }, age,
    text("Users", priority: 1) { subjects(of: $0, "User") },
    text("Groups", priority: 1) { subjects(of: $0, "Group") },
    text("ServiceAccounts", priority: 1) { subjects(of: $0, "ServiceAccount") },
  ]

  /// Leases.
  static let lease: [TableColumn] = [
    name, text("Holder") { $0.text("spec", "holderIdentity") }, age,
  ]

  /// `limits.cpu: 1/2, …` of the limits, or the same of everything else.
  private static func quota(_ object: JSONValue, isLimit: Bool) -> String {
    let hard = object["status", "hard"]?.object ?? [:]
    return hard.filter { ($0.key.hasPrefix("limits.")) == isLimit }
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { resource, limit in
        let used = object["status", "used"]?[resource]?.string ?? "0"
        return "\(resource): \(used)/\(limit.string ?? "0")"
      }
      .joined(separator: ", ")
  }

  private static func subjects(of object: JSONValue, _ kind: String) -> String {
    object.items("subjects").filter { $0.text("kind") == kind }
      .map { subject in
        let name = subject.text("name")
        return kind == "ServiceAccount" ? "\(subject.text("namespace"))/\(name)" : name
      }
      .joined(separator: ", ")
  }
}
