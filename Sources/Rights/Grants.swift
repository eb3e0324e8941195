/// What the program's account may do, by the API server's word.
package struct Grants: Sendable {
  /// What it may do everywhere.
  package var cluster: [AccessRule]
  /// What it may do in its own namespace, that of everywhere among it.
  package var own: [AccessRule]
  /// The same of the namespace of Dispatch; nil where nobody asked.
  package var dispatch: [AccessRule]?
  /// Whether the API server says that there may be more than it tells.
  package var isIncomplete: Bool

  /// Grants of their parts.
  package init(
    cluster: [AccessRule], own: [AccessRule], dispatch: [AccessRule]? = nil,
    isIncomplete: Bool = false
  ) {
    self.cluster = cluster
    self.own = own
    self.dispatch = dispatch
    self.isIncomplete = isIncomplete
  }

  /// Whether it has a right.
  package func hold(_ right: Right) -> Bool {
    let rules =
      switch right.place {
      case .cluster: cluster
      case .own: own
      case .dispatch: dispatch ?? cluster
      }
    return rules.contains { $0.allows(right.verb, right.resource, name: right.name) }
  }

  /// What it may do somewhere that is not given everywhere, and what it may do everywhere.
  var byPlace: [(place: Right.Place, rules: [AccessRule])] {
    let wide = Set(cluster)
    var places: [(Right.Place, [AccessRule])] = [(.cluster, cluster)]
    places.append((.own, own.filter { !wide.contains($0) }))
    if let dispatch { places.append((.dispatch, dispatch.filter { !wide.contains($0) })) }
    return places
  }
}
