import Logging
import Synchronization
import Wire

/// What every command has that runs until a signal ends it: loops, signals and a log.
final class Runtime: Sendable {
  let loops: EventLoops
  let logger: Logger
  private let signals: Signals
  /// How long requests under way may go on after the first signal.
  private let grace: Duration

  /// Blocks the signals and starts the loops.
  init(logger: Logger, grace: Duration) throws(StartError) {
    do throws(WireError) {
      // Before the first thread: what is blocked here is blocked in all of them.
      signals = try Signals()
      _ = ResourceUsage.raiseOpenFileLimit()
      loops = try EventLoops()
    } catch {
      throw StartError(error.reason)
    }
    self.logger = logger
    self.grace = grace
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
  func listen(_ address: String, flag: String) async throws(StartError) -> Listener {
    guard let (host, port) = SocketAddress.split(address) else {
      throw StartError("\(flag) \(address) is not host:port")
    }
    do throws(WireError) {
      return try await Listener(host: host, port: port, loop: loop)
    } catch {
      throw StartError(
        "\(error.reason). Choose another address with \(flag), or port 0 for any.")
    }
  }

  /// Follows the signals until cancelled: the first lets requests under way end; the second, or the
  /// end of the grace, cuts them off.
  ///
  /// - Parameters:
  ///   - reload: called with each SIGHUP.
  ///   - drain: called with the first signal that ends the program.
  func followSignals(
    reload: @escaping @Sendable () async -> Void = {}, drain: @Sendable () -> Void = {}
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
          logger.info("stopping", metadata: ["grace": "\(grace)"])
          drain()
          loops.drain()
          group.addTask {
            do throws(WireError) {
              try await self.loop.sleep(until: .after(self.grace))
              self.loops.cutOff()
            } catch {}
          }
        }
      } catch {
        group.cancelAll()
      }
    }
  }
}
