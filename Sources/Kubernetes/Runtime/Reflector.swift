package import JSON

/// Keeps a store the truth about one resource: list, watch, and list again when the place in the
/// order is lost.
///
/// Errors never end it; they are reported and waited out.
package struct Reflector<Object: KubernetesObject, Transport: APITransport> {
  /// What is worth a line in the log.
  package enum Report: Sendable, Equatable {
    /// A list was taken in.
    case listed(count: Int, resourceVersion: String)

    /// A list or watch failed, and is tried again.
    case failed(APIError)

    /// The resource is not served; it is taken for empty and asked for again.
    case absent

    /// An object cannot be understood; it is taken for one that does not exist.
    case unreadable(ObjectKey, String)
  }

  /// An API server that is starting may take a list and never answer it.
  private static var listSilence: Duration { .seconds(20) }

  private let client: APIClient<Transport>
  private let collection: APICollection
  private let absentIsEmpty: Bool
  private let silence: Duration
  private let pace: Pace
  private let decode: (JSONValue) throws -> Object?
  private let report: (Report) -> Void

  /// A reflector of one collection.
  ///
  /// - Parameters:
  ///   - client: Speaks to the API server.
  ///   - collection: What is listed and watched.
  ///   - absentIsEmpty: Whether a 404 means that nothing exists, as for a custom resource that is
  ///     not installed.
  ///   - silence: How long a watch may show neither event nor bookmark.
  ///   - pace: Time and chance.
  ///   - decode: Makes the small record of an object; nil for one the store does not keep.
  ///   - report: Takes what is worth logging.
  package init(
    client: APIClient<Transport>, collection: APICollection, absentIsEmpty: Bool = false,
    silence: Duration = .seconds(90), pace: Pace,
    decode: @escaping (JSONValue) throws -> Object? = { try Object(json: $0) },
    report: @escaping (Report) -> Void = { _ in }
  ) {
    self.client = client
    self.collection = collection
    self.absentIsEmpty = absentIsEmpty
    self.silence = silence
    self.pace = pace
    self.decode = decode
    self.report = report
  }

  /// Runs until the task is cancelled.
  ///
  /// - Parameters:
  ///   - writer: Writes the store.
  ///   - state: Where to begin; a fresh one by default.
  ///   - changed: Takes the keys whose truth changed, after the store has it: once for a list, once
  ///     for a chunk of events.
  package func run(
    into writer: consuming Store<Object>.Writer, state: WatchState = WatchState(),
    changed: ([ObjectKey]) async -> Void
  ) async {
    var state = state
    while !Task.isCancelled {
      switch state.next(now: pace.now(), spread: pace.random()) {
      case .wait(let duration):
        do throws(CancellationError) { try await pace.sleep(duration) } catch { return }
      case .list(let token, let limit):
        await list(token, limit, &state, &writer, changed)
      case .watch(let resourceVersion, let timeout):
        await watch(resourceVersion, timeout, &state, &writer, changed)
      }
    }
  }

  private func list(
    _ token: String?, _ limit: Int?, _ state: inout WatchState,
    _ writer: inout Store<Object>.Writer, _ changed: ([ObjectKey]) async -> Void
  ) async {
    if token == nil { _ = writer.apply(.listing, now: pace.now()) }
    do throws(APIError) {
      var objects: [Object] = []
      let page = try await client.list(
        collection, limit: limit, continue: token, silence: min(silence, Self.listSilence)
      ) { json throws(APIError) in
        if let object = try read(json).object { objects.append(object) }
      }
      _ = writer.apply(.listed(objects), now: pace.now())
      switch state.listed(resourceVersion: page.resourceVersion, continue: page.next) {
      case .more: break
      case .torn: report(.failed(.unreadable("the pages of a list do not belong together")))
      case .complete(let resourceVersion):
        let keys = writer.apply(.synced(resourceVersion: resourceVersion), now: pace.now())
        report(.listed(count: writer.store.count, resourceVersion: resourceVersion))
        if !keys.isEmpty { await changed(keys) }
      }
    } catch {
      await listFailed(error, &state, &writer, changed)
    }
  }

  private func listFailed(
    _ error: APIError, _ state: inout WatchState, _ writer: inout Store<Object>.Writer,
    _ changed: ([ObjectKey]) async -> Void
  ) async {
    state.failed(error.listFailure)
    if error == .cancelled { return }
    guard absentIsEmpty, error.listFailure == .absent else { return report(.failed(error)) }
    // Before the store is empty: nobody shall take it for a list with nothing in it.
    report(.absent)
    _ = writer.apply(.listing, now: pace.now())
    let keys = writer.apply(.synced(resourceVersion: ""), now: pace.now())
    if !keys.isEmpty { await changed(keys) }
  }

  private func watch(
    _ resourceVersion: String, _ timeout: Duration, _ state: inout WatchState,
    _ writer: inout Store<Object>.Writer, _ changed: ([ObjectKey]) async -> Void
  ) async {
    let start = pace.now()
    do throws(APIError) {
      try await client.watch(
        collection, from: resourceVersion, timeout: timeout, silence: silence
      ) { lines throws(APIError) in
        var keys: [ObjectKey] = []
        for line in lines {
          let (event, version) = try event(of: line)
          keys += writer.apply(event, now: pace.now())
          state.moved(to: version)
        }
        if !keys.isEmpty { await changed(keys) }
      }
      state.ended(after: pace.now() - start)
    } catch {
      state.failed(error.watchFailure)
      if error != .cancelled { report(.failed(error)) }
    }
  }

  private func event(
    of line: WatchLine
  ) throws(APIError) -> (event: WatchEvent<Object>, resourceVersion: String) {
    switch line {
    case .bookmark(let version): return (.bookmark(resourceVersion: version), version)
    case .deleted(let json):
      let (key, version) = try Self.place(of: json)
      return (.deleted(key, resourceVersion: version), version)
    case .added(let json), .modified(let json):
      let (key, version, object) = try read(json)
      guard let object else { return (.deleted(key, resourceVersion: version), version) }
      return (.applied(object), version)
    }
  }

  private func read(
    _ json: JSONValue
  ) throws(APIError) -> (key: ObjectKey, resourceVersion: String, object: Object?) {
    let (key, version) = try Self.place(of: json)
    do {
      return (key, version, try decode(json))
    } catch {
      report(.unreadable(key, String(describing: error)))
      return (key, version, nil)
    }
  }

  private static func place(
    of json: JSONValue
  ) throws(APIError) -> (key: ObjectKey, resourceVersion: String) {
    guard let name = json["metadata", "name"]?.string, !name.isEmpty,
      let version = json["metadata", "resourceVersion"]?.string, !version.isEmpty
    else { throw .unreadable("an object has no name or no resourceVersion") }
    let namespace = json["metadata", "namespace"]?.string ?? ""
    return (ObjectKey(namespace: namespace, name: name), version)
  }
}
