internal import Kubernetes

/// What the condition `Ready` of a Cluster or a ClusterNS says.
enum FederationCondition: Sendable, Equatable {
  /// Everything is as it should be.
  case synced
  /// The name is chosen, and the namespace of it comes next.
  case creating(String)
  /// The namespace is not to be had.
  case refused(ClaimRefusal)
  /// The namespace is on its way out, and is made again when it is gone.
  case namespaceTerminating(String)
  /// The object is in a namespace that is no cluster's primary one.
  case notFederated(String)
  /// The API server refused something, which is tried again.
  case failed(String)
  /// The object is being deleted, and waits for namespaces.
  case terminating([String])

  /// The word for it.
  var reason: String {
    switch self {
    case .synced: "Synced"
    case .creating: "Creating"
    case .refused(let refusal): refusal.reason.rawValue
    case .namespaceTerminating: "NamespaceTerminating"
    case .notFederated: "NotAFederatedNamespace"
    case .failed: "SyncFailed"
    case .terminating: "Terminating"
    }
  }

  /// The condition.
  var condition: Condition {
    Condition("Ready", self == .synced, reason: reason, message: message)
  }

  /// Whether an administrator should hear of it.
  var isWarning: Bool {
    switch self {
    case .refused, .notFederated, .failed: true
    case .synced, .creating, .namespaceTerminating, .terminating: false
    }
  }

  /// The sentence for it.
  var message: String {
    switch self {
    case .synced: "the namespace, the service account and the role binding are there"
    case .creating(let name): "the namespace \(name) is being made"
    case .refused(let refusal): refusal.message
    case .namespaceTerminating(let name):
      "the namespace \(name) is being deleted and is made again when it is gone"
    case .notFederated(let name):
      "the namespace \(name) is not the primary namespace of a Cluster: create the ClusterNS in the "
        + "one that the status of the Cluster says"
    case .failed(let message): message
    case .terminating(let names):
      "waiting until these namespaces are gone: \(names.joined(separator: ", "))"
    }
  }
}
