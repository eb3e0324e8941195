internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// A Cluster or a ClusterNS, read: both say and are told the same.
struct FederatedObject: Sendable {
  /// Which of the two it is.
  enum Kind: String, Sendable {
    case cluster = "Cluster"
    case furtherNamespace = "ClusterNS"

    /// The kind's resource.
    var resource: APIResource { self == .cluster ? .federatedClusters : .furtherNamespaces }
  }

  /// Keeps an object until what was made for it is gone.
  static let finalizer = "bailiwick.dev/federation"
  /// The annotation of an object that was made out of one of the group before this one.
  static let imported = (name: "upgraded-by", value: "federation-controller")

  /// Which of the two it is.
  let kind: Kind
  /// The object.
  let object: APIObject

  /// An object of a kind.
  init(_ kind: Kind, _ object: APIObject) {
    self.kind = kind
    self.object = object
  }

  /// Its namespace and name.
  var key: ObjectKey { object.key }
  /// Its name.
  var name: String { object.key.name }
  /// Whose the namespaces are that are made for it.
  var claimant: Claimant {
    Claimant(kind: kind.rawValue, namespace: key.namespace, name: name, uid: object.uid)
  }
  /// Whether it is being deleted.
  var isTerminating: Bool { object.metadata.isTerminating }
  /// Whether its deletion waits for the controller.
  var isKept: Bool { object.metadata.finalizers.contains(Self.finalizer) }

  /// Whether it was made out of one of the group before this one.
  var isImported: Bool {
    object.metadata.annotations[Self.imported.name] == Self.imported.value
  }

  /// The namespace that was chosen for it; nil before that.
  var namespace: String? { text("status", "namespace") }
  /// The uid of that namespace, once it was its own.
  var namespaceUID: String? { text("status", "namespaceUID") }
  /// The service account that works there; nil until everything was in order once.
  var serviceAccount: String? { text("status", "serviceAccount") }
  /// What the spec says its namespace is: what a controller before this one wrote there.
  var formerNamespace: String? { text("spec", "Namespace") }
  /// Who runs it.
  var organization: String { text("spec", "Organization") ?? "slate" }
  /// When it was made, RFC 3339.
  var creation: String { object.creation }
  /// Whose its namespace is: the account's that works there; nil until everything was in order once.
  var claim: NamespaceClaim? {
    guard let namespace, let namespaceUID, let serviceAccount, !isTerminating,
      kind == .cluster || namespace == name
    else { return nil }
    let primary = kind == .cluster ? namespace : key.namespace
    return NamespaceClaim(
      principal: .serviceAccount(namespace: primary, name: serviceAccount), namespace: namespace,
      uid: namespaceUID)
  }
  /// The reason of its condition; nil before the first.
  var reason: String? {
    object.json["status", "conditions"]?.array?.first { $0["type"]?.string == "Ready" }?["reason"]?
      .string
  }

  /// The text at a path; nil if there is none, or it is empty.
  private func text(_ group: String, _ name: String) -> String? {
    guard let text = object.json[group, name]?.string, !text.isEmpty else { return nil }
    return text
  }
}

extension APIObject {
  /// When the object was made, RFC 3339; such times are in the order of their texts.
  var creation: String { json["metadata", "creationTimestamp"]?.string ?? "" }
}
