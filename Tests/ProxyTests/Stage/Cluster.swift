import JSON
import KubernetesAPI
import TestSupport
import Wire

/// An API server as a function: it tells callers apart as a real one does, certificate before token,
/// and answers with what a real one was recorded to say.
struct Cluster: Sendable {
  static let program = "bailiwick-program"
  static let programToken = "program.token"

  /// The status of the review of each token.
  static let tokens: [String: JSONValue] = [
    programToken: user(program),
    "alice.token": user("alice"),
    "bob.token": user("bob"),
    "joe.token": user("joe", "gas-admins"),
    "eve.token": user("eve"),
    "admin.token": user("admin", "system:masters"),
    "robot.token": user("system:serviceaccount:a-b:c", "system:serviceaccounts"),
  ]

  static func user(_ name: String, _ groups: String...) -> JSONValue {
    let groups = groups.map(JSONValue.string) + ["system:authenticated"]
    return [
      "authenticated": true, "user": ["username": .string(name), "groups": .array(groups)],
    ]
  }

  private struct Caller {
    let name: String
    let groups: [String]
  }

  private static let prefix = "bailiwick:read:"

  private let tokens: [String: JSONValue]
  private let recordings: Recordings

  init(tokens: [String: JSONValue]) throws {
    self.tokens = tokens
    recordings = try Recordings.shared.get()
  }

  /// The recorded list, and gas-marketing, which the README has and the recording has not.
  static func namespaces() throws -> JSONValue {
    var list = try Fixture.json("namespaces.list.json")
    var items = list["items"]?.array ?? []
    guard var added = items.first(where: { $0["metadata"]?["name"] == "oil-production" }) else {
      throw Fixture.Missing(name: "oil-production")
    }
    added["metadata"]?["name"] = "gas-marketing"
    added["metadata"]?["uid"] = "uid-of-gas-marketing"
    items.insert(added, at: 1)
    list["items"] = .array(items)
    return list
  }

  func answer(_ request: TestServer.Received) -> TestServer.Answer {
    guard let caller = caller(of: request) else {
      return .init(status: 401, recordings.unauthorized)
    }
    switch request.target {
    case "/apis/authentication.k8s.io/v1/tokenreviews": return tokenReview(request)
    case "/apis/authorization.k8s.io/v1/subjectaccessreviews": return accessReview(request)
    default: break
    }
    guard let asked = try? ResourceRequest(method: request.head.method, target: request.target)
    else { return .init(status: 400, "{}") }
    guard let list = recordings.objects[asked.resource], !asked.isInNamespace else {
      return .init(#"{"kind":"Echo","user":"\#(caller.name)"}"#)
    }
    guard isAllowed(asked, caller) else { return .forbidden(asked, caller.name) }
    switch asked.verb {
    case .list: return self.list(asked, list, request)
    case .get: return get(asked, list)
    case .watch: return .init(bytes: recordings.watch)
    default: return .init(#"{"kind":"Written","user":"\#(caller.name)"}"#)
    }
  }

  private func isAllowed(_ request: ResourceRequest, _ caller: Caller) -> Bool {
    if caller.groups.contains("system:masters") { return true }
    return ["get", "list", "watch"].contains("\(request.verb)") && request.subresource.isEmpty
      && caller.groups.contains(Self.prefix + "\(request.groupResource)")
  }

  // MARK: Who

  private func caller(of request: TestServer.Received) -> Caller? {
    var proven: Caller?
    if let name = request.commonNames.last {
      proven = Caller(name: name, groups: [])
    } else if let field = request.values("Authorization").first, field.hasPrefix("Bearer "),
      let status = tokens[String(field.dropFirst(7))], status["authenticated"] == true
    {
      proven = Caller(
        name: status["user"]?["username"]?.string ?? "",
        groups: (status["user"]?["groups"]?.array ?? []).compactMap(\.string))
    }
    guard let proven, let name = request.values("Impersonate-User").first else { return proven }
    guard proven.name == Self.program || proven.groups.contains("system:masters") else {
      return Caller(name: "nobody", groups: [])
    }
    return Caller(name: name, groups: request.values("Impersonate-Group"))
  }

  // MARK: Reviews

  private func tokenReview(_ request: TestServer.Received) -> TestServer.Answer {
    var review = (try? JSONValue(parsing: request.body)) ?? .null
    let token = review["spec"]?["token"]?.string ?? ""
    review["status"] = tokens[token] ?? ["error": "unknown"]
    return .init(status: 201, bytes: review.encoded())
  }

  private func accessReview(_ request: TestServer.Received) -> TestServer.Answer {
    var review = (try? JSONValue(parsing: request.body)) ?? .null
    let groups = (review["spec"]?["groups"]?.array ?? []).compactMap(\.string)
    let what = review["spec"]?["resourceAttributes"]
    let resource = GroupResource(
      group: what?["group"]?.string ?? "", resource: what?["resource"]?.string ?? "")
    let isRead = ["get", "list", "watch"].contains(what?["verb"]?.string ?? "")
    let isAllowed =
      groups.contains("system:masters") || isRead && groups.contains("\(Self.prefix)\(resource)")
    review["status"] = ["allowed": .bool(isAllowed)]
    return .init(status: 201, bytes: review.encoded())
  }

  // MARK: Reading

  private func list(
    _ asked: ResourceRequest, _ list: JSONValue, _ request: TestServer.Received
  ) -> TestServer.Answer {
    if let name = asked.fieldSelectorName {
      var one = list
      one["items"] = .array((list["items"]?.array ?? []).filter { $0.hasName(name) })
      return .init(bytes: one.encoded())
    }
    if asked.resource == "namespaces" {
      if request.values("Accept").first?.contains("as=Table") == true {
        return .init(bytes: recordings.table)
      }
      if asked.query[first: "limit"] != nil { return .init(bytes: recordings.page) }
    }
    return .init(bytes: recordings.lists[asked.resource] ?? [])
  }

  private func get(_ asked: ResourceRequest, _ list: JSONValue) -> TestServer.Answer {
    let items = list["items"]?.array ?? []
    guard var item = items.first(where: { $0.hasName(asked.name) }) else {
      return .notFound(asked)
    }
    item["kind"] = asked.resource == "nodes" ? "Node" : "Namespace"
    item["apiVersion"] = "v1"
    return .init(bytes: item.encoded())
  }
}

extension JSONValue {
  fileprivate func hasName(_ name: String) -> Bool { self["metadata"]?["name"]?.string == name }
}
