import JSON
import KubernetesAPI
import Synchronization
import TestSupport
import Wire

/// Nodes that an API server lists in pages, of which alice's are those of the pool oil.
final class PagedNodes: Sendable {
  private struct State {
    var version = 7
    /// The oldest version that still can be listed.
    var oldest = 1
    var refusals: [TestServer.Answer] = []
  }

  /// All names, in order.
  let names: [String]
  let oil: Set<String>
  private let state = Mutex(State())

  init(count: Int, oil: some Sequence<Int>) {
    names = (0..<count).map { "node-\(100_000 + $0)" }
    self.oil = Set(oil.map { "node-\(100_000 + $0)" })
  }

  /// What alice sees when she lists them without pages.
  var shown: [String] { names.filter(oil.contains) }

  /// A scene with them.
  var scene: Scene {
    .answering("/api/v1/nodes") { request in
      request.isOwn ? self.answer(request) : .init(status: 403, "{}")
    }
  }

  /// Nothing listed until now can be gone on with.
  func compact() {
    state.withLock { state in
      state.version += 1
      state.oldest = state.version
    }
  }

  /// Refuses the request after so many.
  func refuse(after count: Int, with answer: TestServer.Answer) {
    state.withLock { state in
      state.refusals =
        Array(repeating: TestServer.Answer(status: 0), count: count) + [answer]
    }
  }

  private func answer(_ request: TestServer.Received) -> TestServer.Answer {
    let query = Query(
      parsing: request.target.split(separator: "?").dropFirst().joined(separator: "?"))
    let refusal = state.withLock { $0.refusals.isEmpty ? nil : $0.refusals.removeFirst() }
    if let refusal, refusal.status != 0 { return refusal }
    let (now, oldest) = state.withLock { ($0.version, $0.oldest) }
    var version = now
    var start = ""
    if let token = query[first: "continue"] {
      guard let read = Self.read(token), query[first: "resourceVersion"] == nil,
        query[first: "resourceVersionMatch"] == nil
      else { return Self.status(.badRequest("a bad token")) }
      version = read.version < 0 ? now : read.version
      start = read.start
    } else if query[first: "resourceVersionMatch"] == "Exact" {
      version = query[first: "resourceVersion"].flatMap { Int($0) } ?? 0
    }
    guard version >= oldest else {
      var status = Status.expired("too old, after secret-name")
      if !start.isEmpty { status.continueToken = Self.token(-1, start) }
      return Self.status(status)
    }
    let rest = names.filter { !$0.utf8.lexicographicallyPrecedes(start.utf8) }
    // An answer from the cache has no limit (`apiserver/pkg/storage/cacher`).
    let limit =
      query[first: "resourceVersion"] == "0" ? nil : query[first: "limit"].flatMap { Int($0) }
    let page = rest.prefix(limit ?? rest.count)
    let next = page.count < rest.count ? Self.token(version, (page.last ?? "") + "\u{0}") : ""
    return encoded(Array(page), version, next, rest.count - page.count, request)
  }

  private static func status(_ status: Status) -> TestServer.Answer {
    .init(status: status.code, bytes: status.encoded())
  }

  private static func token(_ version: Int, _ start: String) -> String {
    let json: JSONValue = ["v": "meta.k8s.io/v1", "rv": .int(version), "start": .string(start)]
    return Base64.encode(json.encoded(), .url)
  }

  private static func read(_ token: String) -> (version: Int, start: String)? {
    guard let bytes = Base64.decode(token, .url), let json = try? JSONValue(parsing: bytes),
      let version = json["rv"]?.int, let start = json["start"]?.string
    else { return nil }
    return (version, start)
  }

  // MARK: Encodings

  private func encoded(
    _ page: [String], _ version: Int, _ next: String, _ left: Int,
    _ request: TestServer.Received
  ) -> TestServer.Answer {
    let accept = request.values("Accept").first ?? ""
    if accept.hasPrefix("application/vnd.kubernetes.protobuf") {
      return TestServer.Answer(bytes: protobuf(page, version, next, left))
        .with(("Content-Type", "application/vnd.kubernetes.protobuf"))
    }
    var metadata: JSONValue = ["resourceVersion": .string("\(version)")]
    if !next.isEmpty {
      metadata["continue"] = .string(next)
      metadata["remainingItemCount"] = .int(left)
    }
    let objects = page.map { name -> JSONValue in
      [
        "metadata": [
          "name": .string(name), "uid": .string("uid-of-\(name)"),
          "labels": ["pool": oil.contains(name) ? "oil" : "gas"],
        ]
      ]
    }
    guard accept.contains("as=Table") else {
      let list: JSONValue = [
        "kind": "NodeList", "apiVersion": "v1", "metadata": metadata, "items": .array(objects),
      ]
      return .init(bytes: list.encoded())
    }
    let rows = objects.map { object -> JSONValue in
      ["cells": [object["metadata"]?["name"] ?? .null], "object": object]
    }
    let table: JSONValue = [
      "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
      "columnDefinitions": [["name": "Name"]], "rows": .array(rows),
    ]
    return .init(bytes: table.encoded())
  }

  private func protobuf(
    _ page: [String], _ version: Int, _ next: String, _ left: Int
  ) -> [UInt8] {
    var list = ProtobufWriter()
    list.message(1) { metadata in
      metadata.string(1, "")
      metadata.string(2, "\(version)")
      metadata.string(3, next)
      if !next.isEmpty { metadata.integer(4, left) }
    }
    for name in page {
      list.message(2) { node in
        node.message(1) { metadata in
          metadata.string(1, name)
          metadata.string(5, "uid-of-\(name)")
          metadata.message(11) { label in
            label.string(1, "pool")
            label.string(2, oil.contains(name) ? "oil" : "gas")
          }
        }
      }
    }
    var envelope = ProtobufWriter()
    envelope.message(1) { type in
      type.string(1, "v1")
      type.string(2, "NodeList")
    }
    envelope.bytes(2, list.bytes)
    envelope.string(3, "")
    envelope.string(4, "")
    return Array("k8s\u{0}".utf8) + envelope.bytes
  }
}
