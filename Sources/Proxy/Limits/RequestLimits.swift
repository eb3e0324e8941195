/// How much may be under way at once on one replica, in all and for each user.
package struct RequestLimits: Sendable, Equatable {
  /// Requests that are answered within a minute: what kube-apiserver lets in, 400 that read and 200
  /// that write (`--max-requests-inflight`, `--max-mutating-requests-inflight`).
  package var requests = 600
  /// Such requests of one user: a kubectl's burst of discovery is 300.
  package var requestsPerUser = 400
  /// Watches, followed logs and tunnels: the ten thousand watches that a replica is made for, and
  /// what passes beside them.
  package var streams = 12_000
  /// Such streams of one user: twenty controllers with fifty informers each.
  package var streamsPerUser = 1_000
  /// Bytes of bodies that are held in memory, of all requests together.
  package var bufferedBytes = 512 << 20

  /// The limits that there are when nothing is said.
  package init() {}
}
