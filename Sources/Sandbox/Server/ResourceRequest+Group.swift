import KubernetesAPI

extension ResourceRequest {
  /// Whether the path begins with a built-in group, whose routes answer a Status to what is not
  /// there; all else is no path at all.
  func isBelowBuiltinGroup(in catalog: Catalog) -> Bool {
    let parts = path.split(separator: "/")
    let group: Substring
    switch (parts.first, parts.count) {
    case ("api", 2...): group = ""
    case ("apis", 3...): group = parts[1]
    default: return false
    }
    return catalog.all.contains { $0.definition == nil && $0.group == group }
  }
}
