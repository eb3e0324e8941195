package import Kubernetes

/// Users of Dispatch, their namespaces and accounts.
///
/// Two reconcilers: an account with all that its DispatchUsers ask for becomes OwnedNamespaces, and
/// each of those a namespace with a role binding.
package struct DispatchSystem: ControlledSystem {
  package let name = ControllerName.dispatch
  private let context: ControllerContext
  private let records: DispatchRecords
  private let accounts: Controller<AccountReconciler>
  private let grants: Controller<GrantReconciler>

  /// The system in a context.
  package init(_ context: ControllerContext) {
    self.context = context
    let writer = context.writer(.dispatch)
    let records = DispatchRecords(context)
    let claims = NamespaceClaims(context, writer: writer)
    let accounts = Controller(AccountReconciler(records, writer: writer))
    let grants = Controller(GrantReconciler(records, claims: claims, writer: writer))
    records.follow(accounts: { accounts.add($0) }, grants: { grants.add($0) })
    self.records = records
    self.accounts = accounts
    self.grants = grants
  }

  package var informers: [Informer] { records.informers }

  package var claims: [ClaimSource] {
    [
      ClaimSource(records.owned, kind: APIResource.ownedNamespaces.kind) { object in
        OwnedNamespace(object).claim
      }
    ]
  }

  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await run(accounts, context) }
      group.addTask { await run(grants, context) }
    }
  }
}
