package import JSON
private import Wire

/// A cluster, a user and a context that belong together, to be written into a kubeconfig.
package struct KubeconfigEntries: Sendable, Equatable {
  /// What the user proves themselves with.
  package enum Proof: Sendable, Equatable {
    /// A certificate.
    case certificate(ClientCertificate)

    /// A bearer token.
    case token(String)

    /// A program that kubectl runs whenever it needs a token.
    case program(path: String, arguments: [String], hint: String)
  }

  /// The name of the cluster.
  package let cluster: String

  /// The name of the user.
  package let user: String

  /// The name of the context.
  package let context: String

  /// Where the server is.
  package let server: String

  /// Who vouches for the server, as PEM; nil for whoever the client trusts.
  package let authority: [UInt8]?

  /// The namespace that is meant where none is named.
  package let namespace: String?

  /// What the user proves themselves with.
  package let proof: Proof

  /// Entries of their parts.
  package init(
    cluster: String, user: String, context: String, server: String, authority: [UInt8]?,
    namespace: String? = nil, proof: Proof
  ) {
    self.cluster = cluster
    self.user = user
    self.context = context
    self.server = server
    self.authority = authority
    self.namespace = namespace
    self.proof = proof
  }

  /// A kubeconfig of these entries alone.
  package var document: JSONValue {
    [
      "apiVersion": "v1", "kind": "Config", "current-context": .string(context),
      "clusters": [entry("cluster", cluster, clusterValue)],
      "users": [entry("user", user, userValue)],
      "contexts": [entry("context", context, contextValue)],
    ]
  }

  /// A kubeconfig with these entries, and else what it was.
  ///
  /// An entry of the same name gives way in its place. The current context stays, if there is one.
  ///
  /// - Parameters:
  ///   - known: The kubeconfig's document; null for an empty one.
  ///   - path: The path of its file, for errors.
  /// - Throws: `AccessError` for what is no kubeconfig.
  package func merged(
    into known: JSONValue, path: String
  ) throws(AccessError) -> JSONValue {
    let read = try Kubeconfig(document: known, path: path)
    if known.isNull { return document }
    var merged = known
    Self.put(entry("cluster", cluster, clusterValue), into: &merged, list: "clusters")
    Self.put(entry("user", user, userValue), into: &merged, list: "users")
    Self.put(entry("context", context, contextValue), into: &merged, list: "contexts")
    if read.currentContext == nil { merged["current-context"] = .string(context) }
    return merged
  }

  private static func put(_ entry: JSONValue, into document: inout JSONValue, list: String) {
    var entries = document[list]?.array ?? []
    if let place = entries.firstIndex(where: { $0["name"] == entry["name"] }) {
      entries[place] = entry
    } else {
      entries.append(entry)
    }
    document[list] = .array(entries)
  }

  private func entry(_ member: String, _ name: String, _ value: JSONValue) -> JSONValue {
    ["name": .string(name), member: value]
  }

  private var clusterValue: JSONValue {
    var value: JSONValue = ["server": .string(server)]
    value["certificate-authority-data"] = authority.map { .string(Base64.encode($0)) }
    return value
  }

  private var contextValue: JSONValue {
    var value: JSONValue = ["cluster": .string(cluster), "user": .string(user)]
    value["namespace"] = namespace.map { .string($0) }
    return value
  }

  private var userValue: JSONValue {
    switch proof {
    case .token(let token): ["token": .string(token)]
    case .certificate(let certificate):
      [
        "client-certificate-data": .string(Base64.encode(certificate.chain)),
        "client-key-data": .string(Base64.encode(certificate.key)),
      ]
    case .program(let path, let arguments, let hint):
      [
        "exec": [
          "apiVersion": "client.authentication.k8s.io/v1", "command": .string(path),
          "args": .array(arguments.map { .string($0) }), "interactiveMode": "Never",
          "provideClusterInfo": false, "installHint": .string(hint),
        ]
      ]
    }
  }
}
