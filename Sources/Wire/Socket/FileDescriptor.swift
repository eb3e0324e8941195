internal import CSystem

/// The one owner of a descriptor: it is closed exactly once, when its owner goes.
package struct FileDescriptor: ~Copyable, Sendable {
  package let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  deinit { close(raw) }

  /// Gives the descriptor away; the receiver closes it.
  consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }
}
