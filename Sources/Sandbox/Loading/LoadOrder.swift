/// The order in which objects can be loaded.
enum LoadOrder {
  /// Definitions, namespaces, what rights and classes say, and the rest; each as it was written.
  ///
  /// An owner that is named without its uid comes before what it owns, for its uid is looked up.
  static func sorted(_ manifests: [Manifest]) -> [Manifest] {
    let ranked = manifests.enumerated()
      .sorted { (rank(of: $0.element), $0.offset) < (rank(of: $1.element), $1.offset) }
      .map(\.element)
    var walk = Walk(ranked)
    for position in ranked.indices { walk.visit(position) }
    return walk.visited.map { ranked[$0] }
  }

  private static func rank(of manifest: Manifest) -> Int {
    switch (manifest.group, manifest.kind) {
    case ("apiextensions.k8s.io", _): 0
    case ("", "Namespace"): 1
    case ("", "ServiceAccount"), ("rbac.authorization.k8s.io", _), ("storage.k8s.io", _),
      ("scheduling.k8s.io", _), ("node.k8s.io", _), ("networking.k8s.io", "IngressClass"):
      2
    default: 3
    }
  }

  /// Goes from objects to their owners.
  private struct Walk {
    /// A kind and a name; owners are in the same namespace or in none.
    private struct Owner: Hashable {
      let group: String
      let kind: String
      let name: String

      init(_ identity: Manifest.Identity) {
        (group, kind, name) = (identity.group, identity.kind, identity.name)
      }
    }

    let manifests: [Manifest]
    private let places: [Owner: [Int]]
    private(set) var visited: [Int] = []
    private var met: Set<Int> = []

    init(_ manifests: [Manifest]) {
      self.manifests = manifests
      places = Dictionary(grouping: manifests.indices) { Owner(manifests[$0].identity) }
    }

    /// Whoever is met twice owns itself in a circle, and the API server will say that one is missing.
    mutating func visit(_ position: Int) {
      guard met.insert(position).inserted else { return }
      for owner in manifests[position].unresolvedOwners {
        for place in places[Owner(owner)] ?? [] { visit(place) }
      }
      visited.append(position)
    }
  }
}
