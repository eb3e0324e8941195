internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership
internal import Wire

extension Exchange {
  /// What is known before a watch begins whose objects are told apart by their labels.
  enum WatchStart {
    /// What the labels decided at the version from which the watch goes on.
    case known(LabelVerdicts)
    /// That could not be learned, and the client was told why or is to be.
    case ended(Filtered)
  }

  /// Learns which objects the client may have, where their labels decide and it says what version
  /// it has.
  ///
  /// Otherwise the events of the watch begin with all objects there are. Only a list of exactly that
  /// version tells of an object that ceases to be selected by the first event about it.
  borrowing func start(
    of filtering: Filtering, as caller: Caller, programToken: String?,
    selecting selection: Selection?
  ) async throws(ExchangeError) -> WatchStart {
    let verdicts = LabelVerdicts(lease)
    guard let selection, selection.readsLabels, let list = filtering.listBeforeWatch else {
      return .known(verdicts)
    }
    let server = try await send(try widened(list, caller, programToken), on: pools.own)
    defer { finish(server) }
    guard server.response.status == 200 else {
      return .ended(try await refusal(server, list, caller))
    }
    let filter = try shape(of: server, for: list).filter(
      for: list, readsLabels: true, lease: lease)
    var body = try AnswerBody(of: server)
    // Nothing of it is shown: it is read to know it.
    var unseen: [UInt8] = []
    while try await next(&body, within: server.timeouts.body) == .payload {
      do throws(FilterError) {
        try body.withBytes { (bytes) throws(FilterError) in
          try filter.push(bytes, into: &unseen) { item in
            verdicts.note(
              item, selection.selects(name: item.name, uid: item.uid, labels: item.labels))
            return false
          }
        }
      } catch {
        throw ExchangeError(error)
      }
      guard !verdicts.isCrowded else { throw .crowded }
      unseen.removeAll(keepingCapacity: true)
    }
    do throws(FilterError) { try filter.finish(into: &unseen) } catch {
      throw ExchangeError(error)
    }
    return .known(verdicts)
  }
}

extension Filtering {
  /// The list of the version from which a watch goes on; nil where it begins with all objects.
  fileprivate var listBeforeWatch: Filtering? {
    guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else { return nil }
    let query = Query(parsing: String(target[target.utf8.index(after: mark)...]))
    let version = query[first: "resourceVersion"] ?? ""
    let sendsAll = query[first: "sendInitialEvents"].map {
      !["0", "false"].contains($0.lowercased())
    }
    guard !version.isEmpty, version != "0", sendsAll != true else { return nil }
    var asked = query.removing(
      "watch", "timeoutSeconds", "allowWatchBookmarks", "includeObject", "limit", "continue",
      "sendInitialEvents")
    asked.set("resourceVersionMatch", "Exact")
    var list = self
    list.form = .list
    list.target = "\(target[..<mark])?\(asked.encoded())"
    list.accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    list.stripsObjects = false
    return list
  }
}
