import JSON
import KubernetesAPI
import Synchronization
import TestSupport
import Wire

@testable import Proxy

/// An API server with one object, which it changes as it is told.
final class WriteUpstream: Sendable {
  private struct State {
    var object: JSONValue
    var version: Int
    /// What somebody else does before each of the next writes in earnest, or dry.
    var meddling: [JSONValue] = []
    var deleted = false
  }

  private let state: Mutex<State>
  private let path: String
  private let resource: GroupResource

  init(_ object: JSONValue, at path: String, resource: GroupResource) {
    state = Mutex(State(object: object, version: 100))
    self.path = path
    self.resource = resource
  }

  /// The object as it is stored.
  var object: JSONValue { state.withLock { $0.object } }

  /// Whether it was deleted.
  var isGone: Bool { state.withLock { $0.deleted } }

  /// Lets somebody else change the object before each of the next writes, dry ones included.
  func meddle(_ patches: [JSONValue]) { state.withLock { $0.meddling = patches } }

  func answer(_ request: TestServer.Received) -> TestServer.Answer? {
    let (target, query) = Self.split(request.target)
    guard target == path, request.isOwn else { return nil }
    return state.withLock { state in
      if request.head.method != "GET", !state.meddling.isEmpty {
        let patch = state.meddling.removeFirst()
        state.object = PatchModel.merge(patch, into: state.object)
        state.version += 1
      }
      guard !state.deleted else { return fault(404, "NotFound", "not found") }
      var live = state.object
      live["metadata"]?["resourceVersion"] = .string("\(state.version)")
      guard request.head.method != "GET" else { return .init(bytes: live.encoded()) }
      let body = (try? JSONValue(parsing: request.body)) ?? .null
      if request.head.method == "DELETE" { return delete(live, body, &state) }
      return change(live, body, request, isDryRun: query[first: "dryRun"] != nil, &state)
    }
  }

  private func change(
    _ live: JSONValue, _ body: JSONValue, _ request: TestServer.Received, isDryRun: Bool,
    _ state: inout State
  ) -> TestServer.Answer {
    var result: JSONValue
    switch (request.head.method, request.values("Content-Type").first) {
    case ("PUT", _): result = body
    case (_, "application/json-patch+json"):
      guard let patched = PatchModel.apply(body, to: live) else {
        return fault(422, "Invalid", "the patch fails")
      }
      result = patched
    default: result = PatchModel.merge(body, into: live)
    }
    guard result["metadata", "resourceVersion"] == live["metadata", "resourceVersion"] else {
      return fault(409, "Conflict", "the object has been modified")
    }
    for key in ["uid", "creationTimestamp"] {
      result["metadata"]?[key] = live["metadata", key]
    }
    if !isDryRun {
      state.version += 1
      result["metadata"]?["resourceVersion"] = .string("\(state.version)")
      state.object = result
    }
    return .init(bytes: result.encoded())
  }

  private func delete(
    _ live: JSONValue, _ options: JSONValue, _ state: inout State
  ) -> TestServer.Answer {
    for key in ["uid", "resourceVersion"] {
      guard let wanted = options["preconditions", key] else { continue }
      guard wanted == live["metadata", key] else {
        return fault(409, "Conflict", "Precondition failed: \(key)")
      }
    }
    guard (live["metadata", "finalizers"]?.array ?? []).isEmpty else {
      var ending = live
      ending["metadata"]?["deletionTimestamp"] = "2026-01-01T00:00:00Z"
      return .init(bytes: ending.encoded())
    }
    if options["dryRun"] == nil { state.deleted = true }
    let details: JSONValue = [
      "name": live["metadata", "name"] ?? "", "kind": .string(resource.resource),
    ]
    return .init(
      bytes: ([
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
        "details": details,
      ] as JSONValue).encoded())
  }

  private func fault(_ code: Int, _ reason: String, _ message: String) -> TestServer.Answer {
    .init(
      status: code, bytes: Status(code: code, reason: reason, message: message).encoded())
  }

  private static func split(_ target: String) -> (path: String, query: Query) {
    let parts = target.split(separator: "?", maxSplits: 1)
    return (String(parts[0]), Query(parsing: parts.count > 1 ? String(parts[1]) : ""))
  }
}
