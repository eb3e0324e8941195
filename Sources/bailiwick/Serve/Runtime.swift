import Logging
import Synchronization
import Wire

/// What every command has that runs until a signal ends it: loops, signals and a log.
final class Runtime: Sendable {
  let loops: EventLoops
  let logger: Logger
  private let signals: Signals
  private let stop: StopTimes

  /// Blocks the signals and starts the loops.
  init(logger: Logger, stop: StopTimes) throws(StartError) {
    do throws(WireError) {
      // Before the first thread: what is blocked here is blocked in all of them.
      signals = try Signals()
      _ = ResourceUsage.raiseOpenFileLimit()
      loops = try EventLoops()
    } catch {
      throw StartError(error.reason)
    }
    self.logger = logger
    self.stop = stop
  }

  /// The loop of the program's own tasks.
  var loop: EventLoop { loops.first }

  /// Runs the command on the first loop, and blocks until it has ended.
  ///
  /// - Parameter body: returns why it gave up, or nil.
  func run(_ body: @escaping @Sendable () async -> StartError?) throws(StartError) {
    let failure = Mutex<StartError?>(nil)
    loops.runBlocking {
      let reason = await body()
      failure.withLock { $0 = reason }
    }
    if let reason = failure.withLock(\.self) { throw reason }
    logger.info("stopped")
  }

  /// Listens on an address that a flag gave.
  ///
  /// - Parameter outlivesDrain: it listens to the end of the program.
  func listen(
    _ address: String, flag: String, outlivesDrain: Bool = false
  ) async throws(StartError) -> Listener {
    guard let (host, port) = SocketAddress.split(address) else {
      throw StartError("\(flag) \(address) is not host:port")
    }
    do throws(WireError) {
      return try await Listener(
        host: host, port: port, loop: loop, outlivesDrain: outlivesDrain)
    } catch {
      throw StartError(
        "\(error.reason). Choose another address with \(flag), or port 0 for any.")
    }
  }

  /// Follows the signals until cancelled: the first ends the program in good order, by its times; the
  /// second, or the end of the grace, cuts off what is under way.
  ///
  /// - Parameters:
  ///   - reload: called with each SIGHUP.
  ///   - leave: called with the first signal that ends the program: others are to stop sending requests.
  ///   - drain: called when no more connections are taken, with the grace that then begins.
  func followSignals(
    reload: @escaping @Sendable () async -> Void = {}, leave: @Sendable () -> Void = {},
    drain: @escaping @Sendable (Duration) -> Void = { _ in }
  ) async {
    await withDiscardingTaskGroup { group in
      var hasBegun = false
      do throws(WireError) {
        try await signals.follow(on: loop) { signal in
          guard signal != .hangUp else {
            group.addTask { await reload() }
            return
          }
          if hasBegun { return loops.cutOff() }
          hasBegun = true
          logger.info("stopping", metadata: ["delay": "\(stop.delay)", "grace": "\(stop.grace)"])
          leave()
          loops.leave()
          group.addTask { await self.end(drain) }
        }
      } catch {
        group.cancelAll()
      }
    }
  }

  private func end(_ drain: @Sendable (Duration) -> Void) async {
    do throws(WireError) {
      if stop.delay > .zero { try await loop.sleep(until: .after(stop.delay)) }
      loops.drain()
      drain(stop.grace)
      try await loop.sleep(until: .after(stop.grace))
      loops.cutOff()
    } catch {}
  }
}
