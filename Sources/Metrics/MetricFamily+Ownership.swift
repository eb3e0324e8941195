extension MetricFamily {
  /// Of who owns what, and of what it is known from.
  static let ofOwnership = [
    viewObjects, viewAge, viewChanges, viewRebuild, viewFresh, sourceLists, sourceFailures,
  ]

  package static let viewObjects = MetricFamily(
    "bailiwick_view_objects", .gauge, ["kind"],
    "What is known: namespaces, tenants, roles and bindings, and the principals that own anything.")
  package static let viewAge = MetricFamily(
    "bailiwick_view_age_seconds", .gauge, [],
    "How long ago the API server was last heard of the source that is silent longest.")
  package static let viewChanges = MetricFamily(
    "bailiwick_view_changes_total", .counter, [],
    "Changes of what anybody is shown.")
  package static let viewRebuild = MetricFamily(
    "bailiwick_view_rebuild_seconds", .histogram, [],
    "How long it takes from a change of a source until what follows is published.")
  package static let viewFresh = MetricFamily(
    "bailiwick_view_fresh", .gauge, [],
    "Whether every source was read, and was heard of within three minutes.")
  package static let sourceLists = MetricFamily(
    "bailiwick_source_lists_total", .counter, [],
    "Lists that the sources were read by: one each at the start, and when a watch lost its place.")
  package static let sourceFailures = MetricFamily(
    "bailiwick_source_failures_total", .counter, [],
    "Lists and watches of the sources that failed and were tried again.")

  /// Of what hands out namespaces and accounts.
  static let ofControllers = [
    leader, reconciles, reconcileDuration, queueDepth, controllerWrites,
  ]

  package static let leader = MetricFamily(
    "bailiwick_leader", .gauge, [], "Whether this replica runs the controllers.")
  package static let reconciles = MetricFamily(
    "bailiwick_controller_reconciles_total", .counter, ["controller", "outcome"],
    "Objects that a controller looked at: done, failed, or in conflict with a write not yet heard of."
  )
  package static let reconcileDuration = MetricFamily(
    "bailiwick_controller_reconcile_seconds", .histogram, ["controller"],
    "How long a controller takes for one object.")
  package static let queueDepth = MetricFamily(
    "bailiwick_controller_queue_depth", .gauge, ["controller"],
    "Objects that wait for a controller.")
  package static let controllerWrites = MetricFamily(
    "bailiwick_controller_writes_total", .counter, ["system"],
    "Writes that the controllers of a system sent.")
}
