extension Kubeconfig {
  /// Returns how to reach the cluster of a context, as its user.
  ///
  /// - Parameters:
  ///   - name: The context; nil means the current one.
  ///   - readFile: Reads the certificates and keys that the kubeconfig names by path.
  /// - Returns: The access, with every file but the token's read.
  package func access(
    context name: String? = nil, readFile: @escaping ReadFile
  ) throws(AccessError) -> ClusterAccess {
    let context = try chosenContext(name)
    let reader = KubeconfigReader(readFile: readFile)
    let fields = KubeconfigFields(context.entry, "context \"\(context.name)\"")
    guard let clusterName = try fields.text("cluster"), let cluster = clusters[clusterName] else {
      let named = try fields.text("cluster").map { "cluster \"\($0)\", which is not there" }
      throw AccessError(
        "Context \"\(context.name)\" of \(origin) names \(named ?? "no cluster")."
          + " Mend it with: kubectl config set-context \(context.name) --cluster=NAME")
    }
    var credential = ClusterAccess.Credential.none
    if let userName = try fields.text("user") {
      guard let user = users[userName] else {
        throw AccessError(
          "Context \"\(context.name)\" of \(origin) names user \"\(userName)\", which is not there."
            + " Mend it with: kubectl config set-context \(context.name) --user=NAME")
      }
      credential = try reader.credential(KubeconfigFields(user, "user \"\(userName)\""))
    }
    return try reader.access(
      KubeconfigFields(cluster, "cluster \"\(clusterName)\""), credential: credential,
      context: context.name,
      origin: "context \"\(context.name)\" of \(context.entry.path)",
      namespace: try fields.text("namespace"))
  }

  private func chosenContext(
    _ name: String?
  ) throws(AccessError) -> (name: String, entry: Entry) {
    let known =
      contexts.isEmpty
      ? "it has no contexts" : "it has \(contexts.keys.sorted().joined(separator: ", "))"
    guard let name = name ?? currentContext else {
      throw AccessError(
        "\(origin) has no current-context; \(known)."
          + " Choose one with: kubectl config use-context NAME")
    }
    guard let entry = contexts[name] else {
      throw AccessError(
        "\(origin) has no context \"\(name)\"; \(known)."
          + " Choose one with: kubectl config use-context NAME")
    }
    return (name, entry)
  }
}
