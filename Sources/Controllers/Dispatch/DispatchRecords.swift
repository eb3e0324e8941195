package import Kubernetes
internal import KubernetesAPI

/// What Dispatch knows: what is asked for, and what was made of it.
package struct DispatchRecords: Sendable {
  /// The DispatchUsers.
  package let users: Informer
  /// The OwnedNamespaces, of DispatchUsers and of people's own hand.
  package let owned: Informer
  /// The service accounts that were made.
  package let accounts: Informer
  /// The Secrets with tokens that were made; their metadata alone.
  package let secrets: Informer
  /// The role bindings that were made, in all namespaces.
  package let bindings: Informer
  /// The quotas that were made, in all namespaces.
  package let quotas: Informer

  private let namespaces: Informer
  private let usersByAccount: Index<String>
  private let ownedByAccount: Index<String>
  private let ownedByGrant: Index<GrantKey>
  private let ownedByNamespace: Index<String>
  private let secretsByAccount: Index<String>
  private let bindingsByGrant: Index<GrantKey>
  private let quotasByGrant: Index<GrantKey>

  /// Records that nothing is followed for yet.
  package init(_ context: ControllerContext) {
    let (here, name) = (Dispatch.namespace, ControllerName.dispatch)
    users = Informer(APIResource.dispatchUsers.collection(in: here))
    owned = Informer(APIResource.ownedNamespaces.collection(in: here))
    accounts = context.informer(of: .serviceAccounts, madeBy: name, in: here)
    secrets = context.informer(of: .secrets, madeBy: name, in: here, isMetadataOnly: true)
    bindings = context.informer(of: .roleBindings, madeBy: name)
    quotas = context.informer(of: .resourceQuotas, madeBy: name)
    namespaces = context.namespaces
    usersByAccount = users.index { [DispatchUser($0).account] }
    ownedByAccount = owned.index { [OwnedNamespace($0).key.account] }
    ownedByGrant = owned.index { [OwnedNamespace($0).key] }
    ownedByNamespace = owned.index { [OwnedNamespace($0).namespace] }
    secretsByAccount = secrets.index { [Self.account(of: $0)] }
    bindingsByGrant = bindings.index { [GrantKey(of: $0)] }
    quotasByGrant = quotas.index { [GrantKey(of: $0)] }
  }

  /// Has reconcilers look at what something changed of.
  ///
  /// - Parameters:
  ///   - accounts: Takes the accounts.
  ///   - grants: Takes the accounts in namespaces.
  package func follow(
    accounts add: @escaping @Sendable (Set<String>) -> Void,
    grants addGrants: @escaping @Sendable (Set<GrantKey>) -> Void
  ) {
    users.index(by: { [DispatchUser($0).account] }, changed: add)
    owned.index(by: { [OwnedNamespace($0).key.account] }, changed: add)
    accounts.index(by: { [$0.key.name] }, changed: add)
    secrets.index(by: { [Self.account(of: $0)] }, changed: add)
    owned.index(by: { [OwnedNamespace($0).key] }, changed: addGrants)
    bindings.index(by: { [GrantKey(of: $0)] }, changed: addGrants)
    quotas.index(by: { [GrantKey(of: $0)] }, changed: addGrants)
    namespaces.index(by: { [$0.key.name] }) { names in
      let concerned =
        names.contains(Dispatch.namespace)
        ? owned.store.snapshot.values.map { OwnedNamespace($0) }
        : names.flatMap { name in ownedByNamespace[name].map { OwnedNamespace($0) } }
      addGrants(Set(concerned.map(\.key)))
    }
  }

  /// All that are followed beside the namespaces.
  package var informers: [Informer] { [users, owned, accounts, secrets, bindings, quotas] }

  /// Whether what is asked for is known; nothing may be concluded while it is not.
  package var isServed: Bool { users.isServed && owned.isServed }

  /// The namespace of Dispatch; nil while there is none.
  package var home: APIObject? { namespaces[ObjectKey(name: Dispatch.namespace)] }

  /// The users of an account.
  package func users(of account: String) -> [DispatchUser] {
    usersByAccount[account].map { DispatchUser($0) }
  }

  /// What an account is to have.
  package func owned(of account: String) -> [OwnedNamespace] {
    ownedByAccount[account].map { OwnedNamespace($0) }
  }

  /// What says that an account is to have a namespace.
  package func owned(of grant: GrantKey) -> [OwnedNamespace] {
    ownedByGrant[grant].map { OwnedNamespace($0) }
  }

  /// The service account, if it was made.
  package func account(_ name: String) -> APIObject? {
    accounts[ObjectKey(namespace: Dispatch.namespace, name: name)]
  }

  /// The Secrets with an account's token.
  package func secrets(of account: String) -> [APIObject] { secretsByAccount[account] }

  /// The role bindings of an account in a namespace.
  package func bindings(of grant: GrantKey) -> [APIObject] { bindingsByGrant[grant] }

  /// The quotas of an account in a namespace.
  package func quotas(of grant: GrantKey) -> [APIObject] { quotasByGrant[grant] }

  /// The OwnedNamespaces that there are now, by their names.
  package var names: [ObjectKey: APIObject] { owned.store.snapshot }

  /// The account of a token's Secret.
  private static func account(of secret: APIObject) -> String {
    secret.metadata.annotations["kubernetes.io/service-account.name"] ?? ""
  }
}
