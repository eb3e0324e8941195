import Harness
import JSON

/// What an administrator asks of the API server, fast and past the program. Paths are those of the
/// API: `/api/v1/namespaces/NAME`.
extension ControllerStage {
  /// The object at a path, or the list; nil where there is none.
  func object(_ path: String) async throws -> JSONValue? {
    let answer = try await asker.ask("GET", path)
    if answer.status == 404 { return nil }
    return try Self.value(of: answer, "GET \(path)")
  }

  /// The items of the list at a path.
  func items(_ path: String) async throws -> [JSONValue] {
    try await object(path)?["items"]?.array ?? []
  }

  /// Makes an object in the collection at a path.
  @discardableResult
  func make(_ object: JSONValue, at path: String) async throws -> JSONValue {
    try await send("POST", path, object, "application/json")
  }

  /// Changes the object at a path by a merge patch.
  @discardableResult
  func change(_ path: String, _ patch: JSONValue) async throws -> JSONValue {
    try await send("PATCH", path, patch, "application/merge-patch+json")
  }

  /// Deletes the object at a path, without waiting until it is gone.
  func remove(_ path: String) async throws {
    let answer = try await asker.ask("DELETE", path)
    guard (200..<300).contains(answer.status) || answer.status == 404 else {
      throw Timeout("DELETE \(path)", answer.text)
    }
  }

  /// Waits until the object at a path is as is said, and returns it.
  @discardableResult
  func until(
    _ path: String, _ what: String = "to be there", _ isSo: (JSONValue) -> Bool = { _ in true }
  ) async throws -> JSONValue {
    var last: JSONValue?
    do {
      try await eventually("\(path) \(what)", every: .milliseconds(20)) {
        last = try await object(path)
        return last.map(isSo) ?? false
      }
    } catch let timeout as Timeout {
      let seen = last.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "it is not there"
      throw Timeout(timeout.description, "\(seen)\n\(proxy.process.errors.suffix(2000))")
    }
    guard let last else { throw Timeout(path) }
    return last
  }

  /// Waits until there is nothing at a path.
  func untilNone(_ path: String) async throws {
    do {
      try await eventually("\(path) to be gone", every: .milliseconds(20)) {
        try await object(path) == nil
      }
    } catch let timeout as Timeout {
      throw Timeout(timeout.description, String(proxy.process.errors.suffix(2000)))
    }
  }

  /// Waits until the condition Ready of the object at a path tells of its newest generation and is
  /// so for this reason; returns the object.
  @discardableResult
  func untilReady(_ path: String, _ truth: Bool = true, reason: String? = nil) async throws
    -> JSONValue
  {
    try await until(path, "to be \(truth ? "" : "not ")ready \(reason ?? "")") { object in
      let ready = object["status", "conditions"]?.array?.first { $0["type"]?.string == "Ready" }
      return ready?["status"]?.string == (truth ? "True" : "False")
        && ready?["observedGeneration"] == object["metadata", "generation"]
        && (reason == nil || ready?["reason"]?.string == reason)
    }
  }

  /// A token of a service account, as an administrator asks for it.
  func token(of account: String, in namespace: String) async throws -> String {
    let output = try await admin(["-n", namespace, "create", "token", account])
    return String(output.prefix { !$0.isNewline })
  }

  /// What a kubectl answers to whoever has this token.
  func kubectl(
    _ line: String, token: String, _ way: Cluster.Way = .proxy, input: String? = nil
  ) async throws -> Finished {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let path = try kubeconfig(with: .token(token), way)
    defer { Folder.remove(path) }
    let words = line.split(separator: " ").map(String.init)
    return try await kubectl(words, kubeconfig: path, input: input, in: run)
  }

  private func send(
    _ method: String, _ path: String, _ object: JSONValue, _ type: String
  ) async throws -> JSONValue {
    let answer = try await asker.ask(
      method, path, [("Content-Type", type)], body: object.encoded())
    return try Self.value(of: answer, "\(method) \(path)")
  }

  private static func value(of answer: HTTPAnswer, _ what: String) throws -> JSONValue {
    guard (200..<300).contains(answer.status) else { throw Timeout(what, answer.text) }
    return try JSONValue(parsing: answer.body)
  }
}
