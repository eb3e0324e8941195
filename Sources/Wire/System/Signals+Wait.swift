extension Signals {
  /// Tells `receive` of each signal until the task is cancelled.
  ///
  /// Called once.
  package borrowing func follow(
    on loop: EventLoop, _ receive: (Signal) async -> Void
  ) async throws(WireError) {
    let registration = try loop.register(descriptor.raw)
    defer { loop.forget(registration) }
    while true {
      while let signal = next() { await receive(signal) }
      registration.exhausted()
      try await registration.wait(.read, until: .never)
    }
  }
}
