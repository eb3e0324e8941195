import JSON
import KubernetesAPI
import Ownership
import Synchronization
import TestSupport
import Wire

@testable import Proxy

/// Alice's tenant oil, the program's part of self-service as a list of what was done, and an API
/// server that makes namespaces for whoever is in the one group.
final class GrantedScene: Sendable {
  static let path = "/api/v1/namespaces"
  static let group = "bailiwick:create:namespaces"

  private struct State {
    var done: [String] = []
    var answers: [TestServer.Answer] = []
  }

  private let state = Mutex(State())
  private let spec: JSONValue
  private let isBound: Bool
  private let isSetUp: Bool
  private let isOn: Bool

  /// - Parameters:
  ///   - spec: more of the tenant's spec than its owner.
  ///   - isBound: whether the role bindings can be made.
  ///   - isSetUp: whether the API server lets the group make namespaces.
  ///   - isOn: whether no other program sees to it.
  ///   - answers: what the API server answers to the first requests, before it does as it is told.
  init(
    _ spec: JSONValue = [:], isBound: Bool = true, isSetUp: Bool = true,
    isOn: Bool = true,
    answers: [TestServer.Answer] = []
  ) {
    self.spec = spec
    self.isBound = isBound
    self.isSetUp = isSetUp
    self.isOn = isOn
    state.withLock { $0.answers = answers }
  }

  /// What was done, in order: by the program, and by the API server.
  var done: [String] { state.withLock { $0.done } }

  private func note(_ text: String) { state.withLock { $0.done.append(text) } }

  private func tenant(_ name: String) -> JSONValue {
    var spec = spec
    spec["owners"] = [["kind": "User", "name": "alice"]]
    return ["metadata": ["name": .string(name), "uid": .string("t-\(name)")], "spec": spec]
  }

  private var grants: NamespaceGrants {
    NamespaceGrants(
      reserve: { [self] (name, tenant, asDryRun, judge) async throws(Status) in
        guard let terms = try? NamespaceTerms(self.tenant(tenant)) else {
          throw .internalError("no tenant")
        }
        if let refusal = judge(terms) { throw refusal }
        note(asDryRun ? "look \(tenant)" : "reserve \(tenant)")
        return terms
      },
      release: { [self] _, tenant in note("release \(tenant)") },
      bind: { [self] name, terms, user in
        note("bind \(terms.name) for \(user.username)")
        return isBound
      })
  }

  /// Runs `body` with a stage whose proxy makes namespaces.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (Stage) async throws -> Value
  ) async throws -> Value {
    var scene = Scene()
    scene.selfService = SelfService(
      grants: grants,
      isProtected: { ["default", "bailiwick-system"].contains($0) || $0.hasPrefix("kube-") },
      isOn: { [isOn] in isOn })
    scene.script = { [self] request in answer(request) }
    return try await Stage.run(scene, body)
  }

  private func answer(_ request: TestServer.Received) -> TestServer.Answer? {
    if request.target == "/apis/authorization.k8s.io/v1/subjectaccessreviews" {
      guard isSetUp, var review = try? JSONValue(parsing: request.body),
        review["spec", "resourceAttributes"]?["verb"] == "create",
        review["spec", "groups"]?.array?.contains(.string(Self.group)) == true
      else { return nil }
      review["status"] = ["allowed": true]
      return .init(status: 201, bytes: review.encoded())
    }
    if request.target.hasPrefix("/apis/authorization.k8s.io/v1/selfsubject") {
      // Nothing is allowed by the cluster's own rules.
      var review = (try? JSONValue(parsing: request.body)) ?? .null
      review["status"] =
        request.target.hasSuffix("rulesreviews")
        ? ["resourceRules": [], "incomplete": false] : ["allowed": false]
      return .init(status: 201, bytes: review.encoded())
    }
    guard request.head.method == "POST", request.target.hasPrefix(Self.path),
      request.values("Impersonate-Group").last == Self.group
    else { return nil }
    note("create")
    return state.withLock { state in
      if !state.answers.isEmpty { return state.answers.removeFirst() }
      var object = (try? JSONValue(parsing: request.body)) ?? .null
      object["metadata"]?["uid"] = "new"
      return .init(status: 201, bytes: object.encoded())
    }
  }
}
