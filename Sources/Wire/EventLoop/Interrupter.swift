/// Ends a connection's interruptible wait for bytes, the present one or the next.
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
}
