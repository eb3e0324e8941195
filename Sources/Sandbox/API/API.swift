import KubernetesAPI
import Wire

/// The API on the store, whoever asks: the requests of clients, the loader, the lifecycle.
///
/// Who may do what is asked before; here a request is carried out.
struct API: Sendable {
  let store: ObjectStore
  let catalog: Catalog
  /// The present moment.
  var clock: @Sendable () -> Timestamp = { SystemClock.now }

  /// What is decided about an object beside its own rules.
  var admission: Admission {
    var admission = Admission(catalog)
    admission.now = clock
    return admission
  }

  /// The present moment as objects spell it.
  var now: String { clock().rfc3339() }

  /// The present moment in Unix seconds.
  var seconds: Int64 { clock().seconds }
}
