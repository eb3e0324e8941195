package import Wire

/// Ports of 127.0.0.1 that nobody listens on.
package enum FreePorts {
  /// Below those that Linux gives to outgoing connections: there one could be taken at any moment.
  private static let range: ClosedRange<UInt16> = 15_000...32_000

  /// Tries ports until `count` were free, and lets go of them: what is started next gets them.
  package static func pick(_ count: Int, on loops: EventLoops) async throws -> [UInt16] {
    let picked = await loops.run { () -> Result<[UInt16], WireError> in
      guard let loop = EventLoop.current else { return .success([]) }
      var listeners: [Listener] = []
      var failure = WireError.closed
      for _ in 0..<1000 where listeners.count < count {
        do throws(WireError) {
          let port = UInt16.random(in: range)
          listeners.append(try await Listener(host: "127.0.0.1", port: port, loop: loop))
        } catch {
          failure = error
        }
      }
      return listeners.count == count
        ? .success(listeners.map(\.address.port)) : .failure(failure)
    }
    return try picked.get()
  }
}
