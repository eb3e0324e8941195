internal import JSON

/// One object that is to be loaded, as it was written.
struct Manifest: Sendable {
  let place: ManifestPlace
  let value: JSONValue

  /// What makes two manifests the same object.
  struct Identity: Hashable, CustomStringConvertible {
    let group: String
    let kind: String
    /// The one `default` stands for none, which is where an API server would put the object.
    let namespace: String
    let name: String

    var description: String {
      let qualified = group.isEmpty ? kind : "\(kind).\(group)"
      return "\(qualified) \"\(name)\""
    }
  }

  var apiVersion: String { value["apiVersion"]?.string ?? "" }
  var kind: String { value["kind"]?.string ?? "" }

  /// The API group: what stands before the slash of `apiVersion`.
  var group: String {
    apiVersion.firstIndex(of: "/").map { String(apiVersion[..<$0]) } ?? ""
  }

  var identity: Identity {
    Identity(
      group: group, kind: kind, namespace: value.namespace.isEmpty ? "default" : value.namespace,
      name: value.name)
  }

  /// The owners that the object names without their uid.
  var unresolvedOwners: [Identity] {
    (value["metadata", "ownerReferences"]?.array ?? []).compactMap { reference in
      guard reference["uid"] == nil, let kind = reference["kind"]?.string,
        let name = reference["name"]?.string
      else { return nil }
      let version = reference["apiVersion"]?.string ?? ""
      return Identity(
        group: version.firstIndex(of: "/").map { String(version[..<$0]) } ?? "", kind: kind,
        namespace: "", name: name)
    }
  }
}
