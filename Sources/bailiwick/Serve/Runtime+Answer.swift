import Synchronization
import Wire

extension Runtime {
  /// Runs what ends by itself, and blocks until it has; a signal cuts it off.
  func answer<Value: Sendable>(
    _ body: @escaping @Sendable () async throws(StartError) -> Value
  ) throws(StartError) -> Value {
    let outcome = Mutex<Value?>(nil)
    try run { () async -> StartError? in
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.followSignals() }
        defer {
          group.cancelAll()
          self.loops.cutOff()
        }
        do throws(StartError) {
          let value = try await body()
          outcome.withLock { $0 = value }
          return nil
        } catch {
          return error
        }
      }
    }
    guard let value = outcome.withLock(\.self) else { throw StartError("interrupted") }
    return value
  }
}
