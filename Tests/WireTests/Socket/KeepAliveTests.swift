import CSystem
import Testing

@testable import Wire

/// That the system looks for peers that are gone.
@Suite struct `A connection's peer` {
  @Test func `that is gone is found within a minute`() async throws {
    let (client, server) = try await PlainPair.run { pair in
      (
        Self.options(of: pair.client.transport.registration.descriptor),
        Self.options(of: pair.server.transport.registration.descriptor)
      )
    }
    for options in [client, server] {
      #expect(options.isOn)
      // The first probe at which the user timeout has passed ends it.
      var end = options.idle
      while end * 1000 < options.userTimeout { end += options.interval }
      #expect(end <= 60)
      #expect(options.userTimeout > 0 && options.userTimeout <= 60_000)
    }
  }

  struct Options: Sendable {
    var isOn = false
    var idle: Int32 = 0
    var interval: Int32 = 0
    /// Milliseconds.
    var userTimeout: Int32 = 0
  }

  static func options(of descriptor: Int32) -> Options {
    Options(
      isOn: option(descriptor, SOL_SOCKET, SO_KEEPALIVE) != 0,
      idle: option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE),
      interval: option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL),
      userTimeout: option(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT))
  }

  private static func option(_ descriptor: Int32, _ level: Int32, _ name: Int32) -> Int32 {
    var value: Int32 = 0
    var count = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(descriptor, level, name, &value, &count) == 0 ? value : 0
  }
}
