package import Wire

/// Ports of 127.0.0.1 that nobody listens on.
package enum FreePorts {
  /// Takes `count` different ports and gives them back at once; what is started next gets them.
  package static func pick(_ count: Int, on loops: EventLoops) async throws -> [UInt16] {
    let picked = await loops.run { () -> Result<[UInt16], WireError> in
      do throws(WireError) {
        guard let loop = EventLoop.current else { return .success([]) }
        var listeners: [Listener] = []
        for _ in 0..<count {
          listeners.append(try await Listener(host: "127.0.0.1", port: 0, loop: loop))
        }
        return .success(listeners.map(\.address.port))
      } catch {
        return .failure(error)
      }
    }
    return try picked.get()
  }
}
