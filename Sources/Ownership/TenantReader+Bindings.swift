import JSON

extension TenantReader {
  /// Every owner with its cluster roles: `owner` with the annotations, and `owners`.
  mutating func boundOwners() -> [TenantOwner] {
    guard let spec = spec() else { return [] }
    var owners = singleOwners(spec).map { TenantOwner($0.principal) }
    let entries = elements(of: spec["owners"], at: "spec.owners")
    for (index, entry) in entries.enumerated() {
      let field = "spec.owners[\(index)]"
      guard let owner = owner(entry, at: field) else { continue }
      owners.append(
        TenantOwner(
          owner.principal, clusterRoles: roles(entry["clusterRoles"], at: "\(field).clusterRoles"),
          labels: texts(entry["labels"], at: "\(field).labels") ?? [:],
          annotations: texts(entry["annotations"], at: "\(field).annotations") ?? [:]))
    }
    return owners
  }

  /// The cluster roles of an owner: admin where nothing is said, and none where none are listed.
  private mutating func roles(_ value: JSONValue?, at field: String) -> [String] {
    guard let value, value != .null else { return [TenantOwner.role] }
    return strings(value, at: field).filter { !$0.isEmpty }
  }
}
