import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct WatchTests {
  private func watch(_ query: String, _ store: ObjectStore, _ form: MediaForm = MediaForm()) throws
    -> Watch
  {
    try Shelves.api(store).watch(
      Shelves.selection(query), ListOptions(Query(parsing: query), isWatch: true),
      Shelves.writer(form))
  }

  private func namespace(_ name: String, _ labels: [String: String] = [:]) -> JSONValue {
    var object: JSONValue = [
      "kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(name)],
    ]
    for (key, value) in labels { object[at: ["metadata", "labels", key]] = .string(value) }
    return object
  }

  private func put(_ object: JSONValue, in store: ObjectStore) throws {
    try store.write { _ = $0.put(Shelves.namespaces, object) }
  }

  /// `TYPE name` of each frame.
  private func events(_ frames: [UInt8]) throws -> [String] {
    try frames.split(separator: UInt8(ascii: "\n")).map { line in
      let event = try JSONValue(parsing: line)
      return "\(event["type"]?.string ?? "") \(event["object"]?.name ?? "")"
    }
  }

  @Test func `a watch without a version begins with what is there`() throws {
    let store = ObjectStore()
    try put(namespace("a"), in: store)
    try put(namespace("b"), in: store)
    var (frames, position) = try watch("watch=1", store).initialFrames()
    #expect(try events(frames) == ["ADDED a", "ADDED b"])
    try put(namespace("c"), in: store)
    #expect(try events(watch("watch=1", store).nextFrames(&position).frames) == ["ADDED c"])
    #expect(try watch("watch=1", store).nextFrames(&position).frames.isEmpty)
  }

  @Test func `a watch from a version has what came after it`() throws {
    let store = ObjectStore()
    try put(namespace("a"), in: store)
    let before = store.revision
    try put(namespace("a", ["x": "y"]), in: store)
    let object = try #require(store.object(Shelves.namespaces, "", "a"))
    try store.write { _ = $0.remove(Shelves.namespaces, object) }
    let watch = try watch("watch=1&resourceVersion=\(before)", store)
    var (frames, position) = watch.initialFrames()
    #expect(frames.isEmpty)
    frames = watch.nextFrames(&position).frames
    #expect(try events(frames) == ["MODIFIED a", "DELETED a"])
    let last = try JSONValue(
      parsing: try #require(frames.split(separator: UInt8(ascii: "\n")).last))
    #expect(last["object", "metadata", "resourceVersion"]?.string == String(store.revision))
  }

  @Test
  func `an object that leaves the selection is deleted for the watch, and added when it comes`()
    throws
  {
    let store = ObjectStore()
    let watch = try watch("watch=1&labelSelector=t=1", store)
    var position = watch.initialFrames().position
    try put(namespace("a"), in: store)
    try put(namespace("a", ["t": "1"]), in: store)
    try put(namespace("a", ["t": "1", "u": "1"]), in: store)
    try put(namespace("a", ["t": "2"]), in: store)
    #expect(
      try events(watch.nextFrames(&position).frames) == ["ADDED a", "MODIFIED a", "DELETED a"])
  }

  @Test func `initial events end with a bookmark that says so`() throws {
    let store = ObjectStore()
    try put(namespace("a"), in: store)
    let query =
      "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    let frames = try watch(query, store).initialFrames().frames
    #expect(try events(frames) == ["ADDED a", "BOOKMARK "])
    let text = String(decoding: frames, as: UTF8.self)
    #expect(text.contains(#""annotations":{"k8s.io/initial-events-end":"true"}"#))
  }

  @Test func `only the first event of a Table has columns`() throws {
    let store = ObjectStore()
    try put(namespace("a"), in: store)
    try put(namespace("b"), in: store)
    let watch = try watch("watch=1", store, MediaForm(shape: .table(version: "v1")))
    let lines = watch.initialFrames().frames.split(separator: UInt8(ascii: "\n"))
    let columns = try lines.map {
      try JSONValue(parsing: $0)["object", "columnDefinitions"]?.array?.count
    }
    #expect(columns == [1, nil])
  }

  @Test func `a forgotten version ends the watch with 410`() throws {
    let store = ObjectStore(history: 1)
    for number in 0..<10 { try put(namespace("n\(number)"), in: store) }
    let watch = try watch("watch=1&resourceVersion=2", store)
    var position = watch.initialFrames().position
    let (frames, goesOn) = watch.nextFrames(&position)
    #expect(!goesOn)
    let event = try JSONValue(parsing: frames)
    #expect(event["type"]?.string == "ERROR")
    #expect(event["object", "code"]?.int == 410)
    #expect(event["object", "message"]?.string == "too old resource version: 2 (11)")
  }
}
