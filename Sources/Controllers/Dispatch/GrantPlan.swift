internal import Kubernetes

/// What should become of one account in one namespace, of the OwnedNamespaces that say so.
package struct GrantPlan: Sendable {
  /// Those that stay, the eldest first.
  package let staying: [OwnedNamespace]
  /// Those that are on their way out, and go when what they gave is gone.
  package let leaving: [OwnedNamespace]

  /// A plan of all that speak of it.
  package init(_ owned: [OwnedNamespace]) {
    staying = owned.filter { !$0.isLeaving && !$0.ownerID.isEmpty }.byAge()
    leaving = owned.filter { $0.isLeaving || $0.ownerID.isEmpty }
  }

  /// The one that counts; nil if the account should have nothing.
  package var leader: OwnedNamespace? { staying.first }

  /// What is so of one that stays, when the one that counts came to this.
  package func verdict(on owned: OwnedNamespace, leader verdict: Verdict) -> Verdict {
    guard let leader, leader.object.key != owned.object.key, !owned.givesTheSame(as: leader) else {
      return verdict
    }
    return Verdict(
      .conflict,
      "the elder OwnedNamespace \(leader.object.key.name) gives the same user another "
        + "role or quota in \(owned.namespace); delete one of them")
  }
}
