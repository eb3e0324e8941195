internal import JSON
package import Kubernetes
internal import KubernetesAPI

/// Keeps one account: the service account, its OwnedNamespaces, its token, and what its DispatchUsers
/// are told.
package struct AccountReconciler: Reconciler {
  package let name = "dispatch accounts"
  let records: DispatchRecords
  let writer: ObjectWriter

  /// A reconciler of accounts.
  package init(_ records: DispatchRecords, writer: ObjectWriter) {
    self.records = records
    self.writer = writer
  }

  package func reconcile(_ account: String) async throws(APIError) -> Outcome {
    guard records.isServed else { return .again(after: .seconds(30)) }
    var users: [DispatchUser] = []
    for user in records.users(of: account) { users.append(try await held(user)) }

    // What is taken back does not wait for what is given.
    var plan = self.plan(account, users)
    try await takeAway(plan.surplus)
    var obstacle: Verdict?
    if let owner = AccountPlan.counting(users).first {
      switch try await keepAccount(account, of: owner) {
      case .made, .found: break
      case .leaving: return .again(after: .seconds(1))
      case .taken: obstacle = Self.taken(account)
      }
    } else if let unwanted = records.account(account) {
      try await writer.delete(unwanted, of: .serviceAccounts)
    }
    if obstacle != nil {
      plan = self.plan(account, users, obstacle)
      try await takeAway(plan.surplus)
    }
    let isWhole = try await makeNamespaces(plan)
    try await keepTokenSecret(plan)
    try await release(users.filter(\.isLeaving), plan)
    for user in users where !user.isLeaving { try await tell(user, plan) }
    if obstacle != nil { return .again(after: .seconds(15)) }
    return isWhole ? .done : .again(after: .seconds(1))
  }

  private func plan(
    _ account: String, _ users: [DispatchUser], _ obstacle: Verdict? = nil
  ) -> AccountPlan {
    // The names first: what is made meanwhile is then among the account's own, and not somebody's.
    let names = records.names
    return AccountPlan(
      account: account, users: users, owned: records.owned(of: account), obstacle: obstacle,
      isFree: { names[ObjectKey(namespace: Dispatch.namespace, name: $0)] == nil })
  }

  /// The user with the finalizer on, before anything is made for it.
  private func held(_ user: DispatchUser) async throws(APIError) -> DispatchUser {
    if user.isLeaving || user.userID.isEmpty { return user }
    return DispatchUser(
      try await writer.setFinalizer(
        Dispatch.finalizer, isWanted: true, on: user.object, of: .dispatchUsers))
  }

  /// Makes the service account of a user; one that is there and was not made for a user stays as it is.
  private func keepAccount(
    _ account: String, of user: DispatchUser
  ) async throws(APIError) -> Placement {
    let wanted = APIResource.serviceAccounts.object(
      ObjectKey(namespace: Dispatch.namespace, name: account), labels: Dispatch.labels,
      annotations: [Dispatch.userAnnotation: user.userID])
    if let known = records.account(account), !known.metadata.isTerminating {
      return .found(try await writer.apply(wanted, of: .serviceAccounts, over: known))
    }
    let placement = try await writer.create(under: [account], of: .serviceAccounts) { _ in
      wanted
    } isOurs: { found in
      Dispatch.isOurs(found) || found.metadata.annotations[Dispatch.userAnnotation] == user.userID
    }
    guard case .found(let found) = placement else { return placement }
    return .found(try await writer.apply(wanted, of: .serviceAccounts, over: found))
  }

  private static func taken(_ account: String) -> Verdict {
    Verdict(
      .accountTaken,
      "the service account \(Dispatch.namespace)/\(account) is there and was not made "
        + "for a DispatchUser; delete it, or label it "
        + "\(ControllerName.label)=\(ControllerName.dispatch.rawValue)")
  }

  /// Tells a user what they have.
  private func tell(_ user: DispatchUser, _ plan: AccountPlan) async throws(APIError) {
    let (namespaces, verdict) = plan.status(of: user)
    let hasAccount = plan.hasAccount(user)
    try await writer.publish(
      verdict,
      [
        "serviceAccount": hasAccount ? .string(plan.account) : .null,
        "namespaces": .strings(namespaces),
      ], of: user.object, .dispatchUsers)
  }

  /// Lets users go when nothing is left of what they had and no other user has.
  private func release(
    _ leaving: [DispatchUser], _ plan: AccountPlan
  ) async throws(APIError) {
    let held = leaving.filter { $0.object.metadata.finalizers.contains(Dispatch.finalizer) }
    guard let first = held.first, try await isSettled(plan, first.userID) else { return }
    for user in held {
      try await writer.setFinalizer(
        Dispatch.finalizer, isWanted: false, on: user.object, of: .dispatchUsers)
    }
  }

  /// Whether nothing is there that should not be; asked anew, since what was made a moment ago may not
  /// have been heard of.
  private func isSettled(_ plan: AccountPlan, _ userID: String) async throws(APIError) -> Bool {
    guard plan.surplus.isEmpty else { return false }
    let made = try await writer.fresh(
      .ownedNamespaces, madeBy: .dispatch, in: Dispatch.namespace,
      labelled: [Dispatch.ownerLabel: StableName.labelValue(userID)])
    let owned = made.map { OwnedNamespace($0) }
    let now = AccountPlan(
      account: plan.account, users: plan.users,
      owned: owned.filter { $0.key.account == plan.account }, isFree: { _ in true })
    guard now.surplus.isEmpty, !plan.isWanted else { return now.surplus.isEmpty }
    let key = ObjectKey(namespace: Dispatch.namespace, name: plan.account)
    guard let left = try await writer.fresh(key, of: .serviceAccounts) else { return true }
    return !Dispatch.isOurs(left)
  }
}
