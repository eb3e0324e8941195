/// Two connections joined after a change of protocols: what comes on one goes out on the other, both
/// ways at once, as bytes that mean nothing here.
///
/// What was read behind either head goes first. A slow reader holds its writer back: at most 64 KiB
/// wait for it here, and while nothing moves no buffer is held. The end of one side (TLS
/// `close_notify`, or FIN) is passed on behind the last byte, and the other direction goes on; a side
/// that breaks off ends both.
///
/// From outside, ``Interrupter/cutOff()`` of either connection ends both directions, from any thread,
/// and neither side then sees a proper end. ``Interrupter/interrupt()`` does nothing to a tunnel.
package enum Tunnel {
  /// Moves bytes until both sides have ended, or the client breaks off behind the upstream's end; closes
  /// neither connection.
  ///
  /// The head of the 101 stands gathered at `client`, and both read until their connections end.
  ///
  /// - Throws: why it ended before the upstream did. Who did not get all that was sent to it then sees no
  ///   proper end when its connection is closed.
  package static func run(
    from client: ServerConnection, to upstream: ClientConnection
  ) async throws(WireError) {
    let loop = client.transport.loop
    assert(loop === upstream.transport.loop, "a tunnel has one loop")
    let (near, far) = (client.transport.registration, upstream.transport.registration)
    let timeouts = upstream.timeouts
    let pace = TunnelPace(limit: timeouts.tunnel)
    let up = TunnelDirection(
      from: client.input, to: upstream.output, pace, limitBehindEnd: timeouts.tunnel)
    // Who has heard the end of the upstream has little to say.
    let down = TunnelDirection(
      from: upstream.input, to: client.output, pace, limitBehindEnd: timeouts.body)
    client.interruptOnHangUp(nil)
    client.interruptOnInput(nil)
    near.onCutOff = { far.cutOff() }
    far.onCutOff = { near.cutOff() }
    defer {
      for registration in [near, far] {
        registration.onCutOff = nil
        registration.onBroken = nil
      }
    }
    if near.isCutOff { far.cutOff() }
    if far.isCutOff { near.cutOff() }
    let pinned = Pinned(value: up)
    await withTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: loop) { await pinned.value.run() }
      await down.run()
    }
    if down.failure != nil { client.breakOff() }
    if up.failure != nil { upstream.breakOff() }
    if let failure = down.failure { throw failure }
  }

  /// Belongs to one loop's thread, as all tasks that see it.
  private struct Pinned: @unchecked Sendable {
    let value: TunnelDirection
  }
}
