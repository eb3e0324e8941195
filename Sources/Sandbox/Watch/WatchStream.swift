import Wire

/// Sends a watch to its client until it ends.
struct WatchStream: Sendable {
  let watch: Watch
  /// Seconds between bookmarks, as on a quiet API server.
  private static let bookmarkInterval: UInt64 = 60

  /// Sends events as they happen.
  ///
  /// Ends when the time is over, the client went away or the task is cancelled.
  func run(on connection: ServerConnection, _ head: ResponseHead) async throws(WireError) {
    let loop = connection.transport.loop
    let hangUp = OneShot()
    connection.onHangUp { hangUp.happen() }
    defer { connection.onHangUp(nil) }
    let end = Deadline.after(.seconds(watch.timeout))
    // The last bookmark comes two seconds before the end, so that a client goes on from there
    // (storage/cacher/cache_watcher.go, `nextBookmarkTime`).
    let lastBookmark = watch.timeout > 2 ? Deadline.after(.seconds(watch.timeout - 2)) : end
    var nextBookmark = min(lastBookmark, Deadline.after(.seconds(Self.bookmarkInterval)))
    var head = head
    connection.begin(&head, body: .chunked)
    try await connection.flush()
    var (frames, position) = watch.initialFrames()
    try await send(frames, on: connection)
    while true {
      let next = watch.nextFrames(&position)
      frames = next.frames
      let now = Deadline.now
      if watch.sendsBookmarks, next.goesOn, now >= nextBookmark, now < end {
        frames += watch.bookmark(at: position.revision)
        let later = Deadline.after(.seconds(Self.bookmarkInterval))
        nextBookmark = now < lastBookmark ? min(lastBookmark, later) : later
      }
      try await send(frames, on: connection)
      guard next.goesOn, now < end, !hangUp.isOver, !Task.isCancelled else { break }
      await wait(
        after: position.revision, until: watch.sendsBookmarks ? min(end, nextBookmark) : end,
        hangUp, loop)
    }
    guard !hangUp.isOver else { throw WireError(.closed, "the client went away") }
    try await connection.end()
  }

  private func send(_ frames: [UInt8], on connection: ServerConnection) async throws(WireError) {
    guard !frames.isEmpty else { return }
    for start in stride(from: 0, to: frames.count, by: MessageOutput.mark) {
      try connection.append(Array(frames[start..<min(start + MessageOutput.mark, frames.count)]))
      try await connection.flush()
    }
  }

  private func wait(
    after revision: UInt64, until deadline: Deadline, _ hangUp: OneShot, _ loop: EventLoop
  ) async {
    let store = watch.store
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await store.waitForChange(after: revision) }
      group.addTask { await hangUp.wait() }
      group.addTask(executorPreference: loop) {
        do throws(WireError) { try await loop.sleep(until: deadline) } catch {}
      }
      await group.next()
      group.cancelAll()
    }
  }
}
