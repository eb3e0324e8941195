package import Kubernetes
internal import KubernetesAPI

/// What Dispatch calls things.
package enum Dispatch {
  /// The one namespace whose objects are acted on, where the users' accounts are too.
  package static let namespace = "dispatch"

  /// What keeps an object until everything that it gave is gone.
  package static let finalizer = "bailiwick.dev/dispatch"

  /// The label of role bindings and quotas that says whose they are, as the service account's name.
  package static let accountLabel = "bailiwick.dev/account"

  /// The annotation that says whose an object is, as the user's own id.
  package static let userAnnotation = "bailiwick.dev/user-id"

  /// The label of an OwnedNamespace by which those of one user are listed.
  package static let ownerLabel = "ownerID"

  /// The cluster role of who names none.
  package static let defaultRole = "edit"

  /// The account of a user: the id, or what of it can be a name.
  package static func account(of userID: String) -> String {
    userID.isEmpty ? "" : StableName.dnsLabel(userID)
  }

  /// Whether an object is one that this controller made, by its label.
  package static func isOurs(_ object: APIObject) -> Bool {
    object.metadata.labels[ControllerName.label] == ControllerName.dispatch.rawValue
  }

  /// The labels of everything that this controller makes.
  static let labels = [ControllerName.label: ControllerName.dispatch.rawValue]
}

extension APIResource {
  /// Users of Dispatch.
  package static let dispatchUsers = APIResource(
    group: "netsys.io", plural: "dispatchusers", kind: "DispatchUser")

  /// That a user may work in a namespace.
  package static let ownedNamespaces = APIResource(
    group: "netsys.io", plural: "ownednamespaces", kind: "OwnedNamespace")
}
