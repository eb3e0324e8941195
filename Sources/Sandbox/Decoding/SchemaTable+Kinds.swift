extension SchemaTable {
  /// The structure of a kind, by the names the API has for it; nil when it is not in the table.
  static func message(apiVersion: String, kind: String) -> String? {
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false)
    let version = parts[parts.count - 1]
    let group = parts.count > 1 ? parts[0].prefix { $0 != "." } : "core"
    // The options of requests, and Status, are in every group.
    for name in ["\(group).\(kind)", "meta.\(kind)"] {
      guard let structure = structure(name), structure["apiVersion"]?.inlined == [.typeMeta] else {
        continue
      }
      if name.hasPrefix("meta.") || goType(name) == "\(version).\(kind)" { return name }
    }
    return nil
  }
}
