import JSON
import Wire

/// What happens to objects behind the requests: the work of the controllers.
///
/// The controllers of kube-controller-manager that make a cluster feel alive, and those of the API
/// server's own: namespaces, garbage collection, default service accounts, aggregated roles,
/// quotas, definitions of custom resources, and token secrets. Nothing here schedules or runs.
struct Lifecycle: Sendable {
  /// The authority of the server's certificate, in PEM, for `kube-root-ca.crt`.
  var certificate: String

  var now: @Sendable () -> Timestamp = { SystemClock.now }

  /// Makes the identities of new objects.
  var identity: @Sendable () -> String = { ObjectNames.uid() }

  /// A ClusterRole with the rules of those it aggregates; nil when nothing is to be changed.
  var aggregated: @Sendable (_ role: JSONValue, _ all: [JSONValue]) -> JSONValue? = { _, _ in nil }

  /// A CustomResourceDefinition with its names accepted and itself established; nil when nothing is
  /// to be changed.
  var established: @Sendable (_ definition: JSONValue, _ all: [JSONValue]) -> JSONValue? = {
    _, _ in nil
  }

  /// A token for a secret of a service account; nil when none can be issued.
  var token: @Sendable (_ account: JSONValue, _ secret: JSONValue) -> String? = { _, _ in nil }
}
