@testable import Wire

/// Runs `body` on the first of some loops of its own.
func onLoops<Value: Sendable>(
  _ count: Int = 1, _ body: @escaping @Sendable (EventLoops) async throws -> Value
) async throws -> Value {
  let loops = try EventLoops(count: count)
  defer { loops.stop() }
  let result: Result<Value, any Error> = await loops.run {
    do { return .success(try await body(loops)) } catch { return .failure(error) }
  }
  return try result.get()
}

/// Carries what belongs to one loop into another task of the same loop.
struct OnLoop<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension EventLoop {
  /// Turns of the loop until `condition` holds; false when it never came to that.
  func turns(until condition: () -> Bool) async -> Bool {
    let deadline = Deadline.after(.seconds(20))
    while !condition() {
      guard Deadline.now < deadline else { return false }
      await yield()
    }
    return true
  }
}

/// The kind of the error that `body` throws, or nil when it throws none.
func failure(_ body: () async throws(WireError) -> Void) async -> WireError.Kind? {
  do throws(WireError) {
    try await body()
    return nil
  } catch {
    return error.kind
  }
}
