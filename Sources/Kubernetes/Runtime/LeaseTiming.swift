/// How long a lease lasts, and how it is kept.
///
/// The numbers are those of client-go's leader election
/// (k8s.io/client-go/tools/leaderelection/leaderelection.go). A leader stops writing well before
/// anybody else may take its lease: the difference is what two clocks may disagree.
package struct LeaseTiming: Sendable, Equatable {
  /// How long others leave a lease alone that they see unchanged.
  package let lease: Duration

  /// How long after it last asked for a renewal that was granted a leader is one.
  package let renewal: Duration

  /// How long to wait between two attempts.
  package let retry: Duration

  /// A timing whose parts relate as 15 seconds, 10 seconds and 2 seconds do.
  ///
  /// - Parameter lease: How long a lease lasts; a Lease counts whole seconds, at least one.
  package init(lease: Duration = .seconds(15)) {
    self.init(lease: lease, renewal: lease * 2 / 3, retry: lease * 2 / 15)
  }

  /// A timing of its parts.
  package init(lease: Duration, renewal: Duration, retry: Duration) {
    self.lease = lease
    self.renewal = renewal
    self.retry = retry
  }
}
