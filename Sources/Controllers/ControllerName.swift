internal import Metrics

/// A system whose objects the program keeps in order, as `--controllers` names it.
package enum ControllerName: String, MetricLabel {
  /// Capsule's tenants.
  case tenants
  /// Users of Dispatch and their namespaces.
  case dispatch
  /// Federated clusters and their namespaces.
  case federation

  /// The field manager under which it writes.
  package var fieldManager: String { "bailiwick-\(rawValue)" }

  /// The label by which a controller knows what it made.
  package static let label = "bailiwick.dev/controller"
}
