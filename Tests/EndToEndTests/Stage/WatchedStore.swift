import Harness
import JSON
import Synchronization
import Wire

/// What one informer knows: a list, and every event of the watches that go on from it.
final class WatchedStore: Sendable {
  /// An event, but for what the object says.
  struct Event: Sendable, Hashable {
    let type: String
    let name: String
    let version: String
  }

  /// What it knows, and how it came to.
  struct Knowledge: Sendable {
    /// The version of each object.
    var objects: [String: String] = [:]
    var events: [Event] = []
    var version = ""
    /// Watches that ended properly and went on from where they were.
    var resumed = 0
    /// Watches that were told to list anew (410), as every informer does.
    var expired = 0
    /// What an informer would take for an error.
    var problems: [String] = []
  }

  private let knowledge = Mutex(Knowledge())
  private let target: String

  /// - Parameter target: the collection.
  init(_ target: String) { self.target = target }

  /// What it knows now.
  var known: Knowledge { knowledge.withLock(\.self) }

  /// Lists, and then watches until the task is cancelled.
  func follow(by client: KeptClient) async {
    while !Task.isCancelled {
      do throws(WireError) {
        if known.version.isEmpty { try await list(by: client) }
        guard try await !watch(by: client) else { continue }
        knowledge.withLock { knowledge in
          knowledge.expired += 1
          knowledge.version = ""
        }
      } catch {
        guard error.kind != .cancelled else { return }
        note(error.reason)
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  private func note(_ problem: String) { knowledge.withLock { $0.problems.append(problem) } }

  private func list(by client: KeptClient) async throws(WireError) {
    let answer = try await client.ask("GET", target)
    guard answer.status == 200, let list = try? JSONValue(parsing: answer.body),
      let version = list["metadata", "resourceVersion"]?.string
    else { throw WireError(.http(answer.status), "a list was answered \(answer.status)") }
    knowledge.withLock { knowledge in
      knowledge.objects = [:]
      for item in list["items"]?.array ?? [] {
        let (name, version) = Self.identity(of: item)
        knowledge.objects[name] = version
      }
      knowledge.version = version
    }
  }

  /// Watches to the proper end; false when there is to be another list first.
  private func watch(by client: KeptClient) async throws(WireError) -> Bool {
    let connection = try await client.send(
      "GET",
      "\(target)?watch=1&allowWatchBookmarks=true&timeoutSeconds=900&resourceVersion=\(known.version)"
    )
    var isWhole = false
    defer { if isWhole { connection.release() } else { connection.close() } }
    guard connection.response.status == 200 else {
      throw WireError(.http(502), "a watch was answered \(connection.response.status)")
    }
    var rest: [UInt8] = []
    while let payload = try await connection.nextPayload(by: .after(.seconds(900))) {
      payload.append(to: &rest)
      let lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for line in lines.dropLast() { guard try take(Array(line)) else { return false } }
      rest = Array(lines.last ?? [])
    }
    guard rest.isEmpty else { throw WireError(.closed, "a watch ended within an event") }
    isWhole = true
    knowledge.withLock { $0.resumed += 1 }
    return true
  }

  /// Takes an event; false for one that says that the version is too old.
  private func take(_ line: [UInt8]) throws(WireError) -> Bool {
    guard let event = try? JSONValue(parsing: line), let type = event["type"]?.string,
      let object = event["object"]
    else { throw WireError(.closed, "an event that nobody can read") }
    guard type != "ERROR" else {
      guard object["code"]?.int == 410 else {
        throw WireError(.closed, "a watch ended with \(object["message"]?.string ?? "an error")")
      }
      return false
    }
    let (name, version) = Self.identity(of: object)
    knowledge.withLock { knowledge in
      knowledge.version = version
      guard type != "BOOKMARK" else { return }
      knowledge.objects[name] = type == "DELETED" ? nil : version
      knowledge.events.append(Event(type: type, name: name, version: version))
    }
    return true
  }

  private static func identity(of object: JSONValue) -> (name: String, version: String) {
    (
      object["metadata", "name"]?.string ?? "",
      object["metadata", "resourceVersion"]?.string ?? ""
    )
  }
}
