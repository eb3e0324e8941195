extension APIClient {
  /// Watches a collection from a resourceVersion, with bookmarks.
  ///
  /// Returns when the server ends the watch in good order, which it does after about `timeout`.
  ///
  /// - Parameters:
  ///   - collection: What is watched.
  ///   - resourceVersion: Where in the order the watch begins.
  ///   - timeout: When the server shall end the watch.
  ///   - silence: How long to wait for the next byte. A server with bookmarks sends one at least
  ///     every 75 seconds.
  ///   - events: Takes the events of one chunk, in order.
  package func watch(
    _ collection: APICollection, from resourceVersion: String, timeout: Duration,
    silence: Duration = .seconds(90), events: ([WatchLine]) async throws(APIError) -> Void
  ) async throws(APIError) {
    let path =
      "\(collection.path)?watch=true&allowWatchBookmarks=true"
      + "&resourceVersion=\(PercentEncoding.encode(resourceVersion))"
      + "&timeoutSeconds=\(max(1, timeout.components.seconds))"
      + collection.query.map { "&\($0)" }.joined()
    var lines = WatchLines()
    try await stream(
      "GET", path, accept: collection.accept(isList: false), deadline: nil, silence: silence
    ) { piece throws(APIError) in
      lines.append(piece)
      var batch: [WatchLine] = []
      let failure = Self.read(&lines, into: &batch)
      if !batch.isEmpty { try await events(batch) }
      if let failure { throw failure }
    }
    if lines.isInsideLine { throw .unreachable("the watch ended inside an event") }
  }

  /// Reads the events that are whole; returns what stops the watch, so that the ones before it
  /// still count.
  private static func read(_ lines: inout WatchLines, into batch: inout [WatchLine]) -> APIError? {
    do throws(APIError) {
      while let line = try lines.next() { batch.append(try WatchLine(line)) }
      return nil
    } catch {
      return error
    }
  }
}
