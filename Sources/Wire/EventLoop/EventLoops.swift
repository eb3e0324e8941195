internal import CSystem
internal import Dispatch

/// The loops of a program, one thread each.
package final class EventLoops: Sendable {
  package let loops: [EventLoop]
  private let ended = DispatchGroup()

  /// Starts `count` loops; by default one for each core.
  package init(count: Int = EventLoops.cores) throws(WireError) {
    var loops: [EventLoop] = []
    for _ in 0..<max(1, count) { loops.append(try EventLoop()) }
    self.loops = loops
    for loop in loops {
      ended.enter()
      let thread = LoopThread(loop: loop, ended: ended)
      guard thread.start() else { throw .system("starting a thread") }
    }
  }

  /// Cores this process may use.
  package static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  package var first: EventLoop { loops[0] }

  /// The loop with the fewest connections.
  package var leastLoaded: EventLoop {
    loops.dropFirst().reduce(loops[0]) { $1.load < $0.load ? $1 : $0 }
  }

  /// Makes every answer from now on its connection's last, and says so in it; what is idle stays, and
  /// new connections come in.
  ///
  /// A client that is told so loses nothing. So connections that are in use go before ``drain()``.
  package func leave() {
    for loop in loops { loop.post(.leave) }
  }

  /// Ends idle waits between requests on every loop, and accepts no more: connections that have done
  /// nothing for ``HTTPTimeouts/settle`` close, those of a moment ago when it is over.
  package func drain() {
    for loop in loops { loop.post(.drain) }
  }

  /// Ends every wait on every connection: what is under way is cut off.
  package func cutOff() {
    for loop in loops { loop.post(.cutOff) }
  }

  /// Stops the threads.
  ///
  /// No task may live on the loops any more.
  package func stop() {
    for loop in loops { loop.post(.stop) }
  }

  /// Runs `body` on the first loop and blocks the calling thread until it returned; then stops the
  /// loops.
  ///
  /// Only for the program's main thread.
  package func runBlocking(_ body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task(executorPreference: first) {
      await body()
      done.signal()
    }
    done.wait()
    stop()
    ended.wait()
  }

  /// Runs `body` on the first loop from any task.
  package func run<Value: Sendable>(_ body: @escaping @Sendable () async -> Value) async -> Value {
    await withTaskGroup(of: Value.self) { group in
      group.addTask(executorPreference: first) { await body() }
      var result: Value?
      while let next = await group.next() { result = next }
      guard let result else { preconditionFailure("the group had one child") }
      return result
    }
  }
}

/// What a new thread needs to become a loop.
private final class LoopThread {
  let loop: EventLoop
  let ended: DispatchGroup

  init(loop: EventLoop, ended: DispatchGroup) {
    self.loop = loop
    self.ended = ended
  }

  func start() -> Bool {
    var thread = pthread_t()
    let opaque = unsafe Unmanaged.passRetained(self).toOpaque()
    let code = unsafe pthread_create(&thread, nil, runLoopThread, opaque)
    if code != 0 { unsafe Unmanaged<LoopThread>.fromOpaque(opaque).release() }
    if code == 0 { pthread_detach(thread) }
    return code == 0
  }
}

/// The body of a loop's thread; a free function, so that no actor's isolation is checked in it.
private func runLoopThread(_ opaque: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let opaque = unsafe opaque else { return nil }
  let thread = unsafe Unmanaged<LoopThread>.fromOpaque(opaque).takeRetainedValue()
  thread.loop.run()
  thread.ended.leave()
  return nil
}
