import JSON
import KubernetesAPI

/// A watch that was asked for: which objects, from where on, and how they are written.
struct Watch: Sendable {
  /// Where a watch begins.
  enum Start: Sendable, Hashable {
    /// With the present objects as ADDED events.
    case present
    /// With the changes after a revision.
    case after(UInt64)
  }

  let store: ObjectStore
  let selection: Selection
  let writer: ObjectWriter
  let start: Start
  /// Whether the present objects are followed by a bookmark that says so.
  let marksInitialEvents: Bool
  let sendsBookmarks: Bool
  /// Seconds until it ends.
  let timeout: UInt64
  /// Made again and again for the ages in Table cells.
  let clock: @Sendable () -> Int64
  var warnings: [String] = []

  private var resource: GroupResource { selection.resource.groupResource }

  /// The answer that begins the stream; its body comes in frames.
  var head: Answer {
    let contentType =
      writer.form.encoding == .protobuf
      ? "application/vnd.kubernetes.protobuf;stream=watch" : writer.form.contentType
    var head = Answer(contentType: contentType, body: [])
    head.warnings = warnings
    return head
  }

  /// The frames of the objects that are there, and the revision they are of.
  func initialFrames() -> (frames: [UInt8], position: WatchPosition) {
    let objects: [StoredObject]
    var position: WatchPosition
    switch start {
    case .after(let revision): return ([], WatchPosition(revision: revision))
    case .present:
      let revision = store.revision
      let all = (try? store.objects(resource, in: selection.namespace, at: revision))?.objects
      objects = (all ?? []).filter { selection.contains($0) }
      position = WatchPosition(revision: revision)
    }
    var frames: [UInt8] = []
    for object in objects { append(.added, object, to: &frames, &position) }
    if marksInitialEvents { frames += bookmark(at: position.revision, endsInitialEvents: true) }
    return (frames, position)
  }

  /// The frames of what happened since, and whether the watch goes on.
  func nextFrames(_ position: inout WatchPosition) -> (frames: [UInt8], goesOn: Bool) {
    let changes: [Change]
    do throws(StoreError) {
      changes = try store.changes(after: position.revision)
    } catch {
      guard case .compacted = error else { return ([], true) }
      let gone = Status(
        code: 410, reason: "Expired",
        message: "too old resource version: \(position.revision) (\(store.revision))")
      return (failure(gone), false)
    }
    var frames: [UInt8] = []
    for change in changes {
      position.revision = change.revision
      guard change.resource == resource, let kind = kind(of: change) else { continue }
      // What leaves the selection is shown as it was when it was last in it, at today's revision.
      let object =
        kind == .deleted && change.kind != .deleted
        ? change.previous.map { $0.at(change.revision) } ?? change.object : change.object
      append(kind, object, to: &frames, &position)
    }
    return (frames, true)
  }

  /// What a change is to this watch: an object that leaves the selection is deleted for it
  /// (apiserver/pkg/storage/cacher, `convertToWatchEvent`).
  private func kind(of change: Change) -> Change.Kind? {
    let was = change.previous.map { selection.contains($0) } ?? false
    let isNow = change.kind != .deleted && selection.contains(change.object)
    switch (was, isNow) {
    case (false, false): return nil
    case (false, true): return .added
    case (true, true): return .modified
    case (true, false): return .deleted
    }
  }

  private func append(
    _ kind: Change.Kind, _ object: StoredObject, to frames: inout [UInt8],
    _ position: inout WatchPosition
  ) {
    frames += frame(kind.rawValue, of: object, isFirst: !position.hasSentEvent)
    position.hasSentEvent = true
  }

  // MARK: Frames

  private func frame(_ type: String, of object: StoredObject, isFirst: Bool) -> [UInt8] {
    let writer = ObjectWriter(
      resource: writer.resource, version: writer.version, form: writer.form,
      includeObject: writer.includeObject, now: clock())
    switch (writer.form.encoding, writer.form.shape) {
    case (.protobuf, .partial):
      return protobufFrame(type, writer.partial(object))
    case (.protobuf, _):
      return protobufFrame(type, writer.converted(object))
    case (_, .table(let version)):
      let table = writer.table([object], version, isFirst: isFirst, revision: object.revision)
      return jsonFrame(type, table.encodedAsGo())
    case (_, .partial): return jsonFrame(type, writer.partial(object).encodedAsGo())
    case (_, .whole):
      let isCurrent = object.value["apiVersion"]?.string == writer.apiVersion
      return jsonFrame(type, isCurrent ? object.json : writer.converted(object).encodedAsGo())
    }
  }

  /// A bookmark: an object of the kind with nothing but a revision.
  func bookmark(at revision: UInt64, endsInitialEvents: Bool = false) -> [UInt8] {
    var object = BookmarkObject.value(
      writer.resource, apiVersion: writer.apiVersion, revision: revision)
    if endsInitialEvents {
      object[at: ["metadata", "annotations"]] = ["k8s.io/initial-events-end": "true"]
    }
    let stored = StoredObject(object, revision: revision)
    return frame("BOOKMARK", of: stored, isFirst: false)
  }

  /// An ERROR event.
  func failure(_ status: Status) -> [UInt8] {
    writer.form.encoding == .protobuf
      ? protobufFrame("ERROR", status.json)
      : jsonFrame("ERROR", status.json.encodedAsGo())
  }

  private func jsonFrame(_ type: String, _ object: [UInt8]) -> [UInt8] {
    var frame = Array("{\"type\":\"\(type)\",\"object\":".utf8)
    frame += object
    frame += "}\n".utf8
    return frame
  }

  private func protobufFrame(_ type: String, _ value: JSONValue) -> [UInt8] {
    ProtobufWatchFrame.event(type: type, object: ProtobufEnvelope(value)?.wrapped() ?? [])
  }
}
