internal import CSystem

/// A connection that was accepted and belongs to no loop yet: a bare number, so that it can travel
/// into the task that will own it.
///
/// Whoever gets it makes a `Transport` of it or closes it.
package struct AcceptedSocket: Sendable {
  let descriptor: Int32
  package let peer: SocketAddress

  /// Closes it by a reset: nothing of it is left in the system.
  func reset() {
    _ = cs_reset_on_close(descriptor)
    cs_close(descriptor)
  }
}
