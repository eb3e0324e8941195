/// Ends a connection's interruptible wait for bytes, the present one or the next, or all that goes
/// on over it.
///
/// Usable from any thread and at any time: when the connection is closed it does nothing.
package struct Interrupter: Sendable {
  let loop: EventLoop
  let descriptor: Int32
  let generation: UInt32

  /// Asks for the interruption.
  package func interrupt() {
    loop.post(.interrupt(descriptor: descriptor, generation: generation))
  }

  /// Ends every wait on the connection, present and future, as if the peer had closed it.
  ///
  /// What it is part of ends with it: a ``Tunnel`` in both directions, and an answer that streams
  /// unfiltered as one that its upstream broke off. Until then bytes may still pass: at most what
  /// either side holds back, so that a peer that does not read ends it only by its own limits.
  package func cutOff() {
    loop.post(.cutOffOne(descriptor: descriptor, generation: generation))
  }
}
