package import Ownership

extension OwnershipKeeper {
  /// Takes what custom resources claim now, which others than this follow; nil for nothing any more.
  package func claim(_ claims: [NamespaceClaim.Source: NamespaceClaim?]) {
    change { index, _ in
      for (source, claim) in claims { index.set(claim, of: source) }
    }
    guard let streams else { return }
    for claim in claims.values { if let claim { streams.touch(namespace: claim.namespace) } }
  }
}
