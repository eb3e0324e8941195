internal import Glibc

/// A thread that blocks for somebody, so that none of those that tasks share does.
final class WaitingThread {
  private let body: () -> Void

  private init(_ body: @escaping () -> Void) { self.body = body }

  /// Runs `body` on a new thread.
  static func start(_ body: @escaping @Sendable () -> Void) throws {
    var thread = pthread_t()
    let waiting = unsafe Unmanaged.passRetained(WaitingThread(body))
    let code = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        let waiting = unsafe Unmanaged<WaitingThread>.fromOpaque(context).takeRetainedValue()
        waiting.body()
        return nil
      }, waiting.toOpaque())
    guard code == 0 else {
      unsafe waiting.release()
      throw SpawnedProgram.Failure(description: "no thread can be started: \(code)")
    }
    pthread_detach(thread)
  }
}
