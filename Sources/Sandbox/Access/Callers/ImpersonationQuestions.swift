import KubernetesAPI

/// What a caller must be allowed to act as another in a mode.
struct ImpersonationQuestions: Sendable {
  let mode: ImpersonationMode

  /// About the user, which may be a node or a service account.
  func user(_ username: String) -> AccessAttributes {
    if mode != .legacy, let node = ImpersonationMode.node(username) {
      // The API server asks for every node, as its answer is kept for all of them.
      return attributes("nodes", mode == .associatedNode ? "*" : node)
    }
    if let account = UserInfo.serviceAccount(username: username) {
      var attributes = attributes("serviceaccounts", account.name, isNew: mode != .legacy)
      attributes.namespace = account.namespace
      return attributes
    }
    return attributes("users", username, isNew: mode != .legacy)
  }

  func group(_ name: String) -> AccessAttributes {
    attributes("groups", name, isNew: mode != .legacy)
  }

  func uid(_ uid: String) -> AccessAttributes { attributes("uids", uid) }

  func extra(_ key: String, _ value: String) -> AccessAttributes {
    var attributes = attributes("userextras", value)
    attributes.subresource = key
    return attributes
  }

  /// - Parameter isNew: whether the resource is in `authentication.k8s.io`; what there was from the
  ///   start is in the core group.
  private func attributes(
    _ resource: String, _ name: String, isNew: Bool = true
  ) -> AccessAttributes {
    AccessAttributes(
      verb: mode == .legacy ? "impersonate" : "impersonate:\(mode.rawValue)", path: nil,
      group: isNew ? "authentication.k8s.io" : "", version: "v1", resource: resource, name: name)
  }

  /// Why an extra attribute may not be taken in a constrained mode; nil when it may.
  static func fault(of extra: UserInfo.Extra) -> String? {
    let key = extra.key
    if key.isEmpty { return "impersonating the empty string key in extra is not allowed" }
    let slash = key.utf8.firstIndex(of: UInt8(ascii: "/"))
    let host = slash.map { String(key[..<$0]) }
    guard let host, LabelSyntax.isKey("\(host)/x"), key.utf8.last != UInt8(ascii: "/") else {
      return "impersonating an invalid key in extra is not allowed: extra.key: Invalid value: "
        + "\(Status.quoted(key)): must be a domain-prefixed path (such as \"acme.io/foo\")"
    }
    guard key == key.lowercased() else {
      return "impersonating a non-lowercase key in extra is not allowed: \(Status.quoted(key))"
    }
    return extra.values.hasExactly("")
      ? "impersonating the empty string value in extra is not allowed" : nil
  }
}
