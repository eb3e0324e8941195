/// An API server that scenarios run on, as a process of its own.
package protocol APIServer: Sendable {
  /// Where it is: `https://127.0.0.1:PORT`.
  var url: String { get }
  /// Vouches for the API server and, as its client CA, for users.
  var authority: Authority { get }
  /// The kubeconfig of a member of `system:masters`.
  var adminKubeconfig: String { get }
  /// The path of its audit log; nil where it keeps none.
  var auditLog: String? { get }

  /// Kills the API server; everything else goes on.
  func stopAPIServer() async
  /// Starts the API server again where it was, and waits until it is ready.
  func startAPIServer() async throws
  /// Ends everything, when it is not needed until the end of the run.
  func stop() async
}
