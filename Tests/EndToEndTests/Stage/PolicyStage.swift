import Foundation
import Harness
import JSON
import Wire

/// An API server that evaluates the policies of `config/policies`, of which nobody else's objects
/// know.
struct PolicyStage: Sendable {
  /// Who asks.
  enum Caller: Sendable {
    /// A member of `system:masters`.
    case admin
    /// The program, with the rights of `config/rbac`.
    case program
    /// Somebody who may do anything with namespaces and Secrets, and nothing else.
    case editor
    /// The editor in the group of those who create namespaces for themselves.
    case selfService

    fileprivate var flags: [String] {
      switch self {
      case .admin: []
      case .program: ["--as=system:serviceaccount:bailiwick-system:bailiwick"]
      case .editor: ["--as=editor"]
      case .selfService: ["--as=editor", "--as-group=bailiwick:create:namespaces"]
      }
    }
  }

  private let run: Run
  private let apiServer: any APIServer
  private let kubectl: Kubectl

  private actor Shared {
    private var starting: [Ground: Task<PolicyStage, any Error>] = [:]

    func stage(_ ground: Ground) async throws -> PolicyStage {
      // A task of its own, because the test that comes first may be cancelled by its time limit.
      let task = starting[ground] ?? Task { try await PolicyStage(ground) }
      starting[ground] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  /// The stage of this run on a ground, made when it is first asked for.
  static func ready(_ ground: Ground) async throws -> PolicyStage {
    try await shared.stage(ground)
  }

  private init(_ ground: Ground) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    self.kubectl = kubectl
    run = try Run("bailiwick-policies")
    apiServer = try await ground.start(
      tokens: [], kubectl: kubectl, loops: EventLoops(count: 1), in: run)
    let config = BuiltProgram.packageRoot + "/config"
    try await must(["apply", "-k", config + "/default"])
    try await must(["wait", "--for=condition=Established", "crd/tenants.capsule.clastix.io"])
    try await must(["create", "namespace", "dispatch"])
    try await must([
      "create", "clusterrole", "editor", "--verb=get,list,create,update,patch,delete",
      "--resource=namespaces,namespaces/status,namespaces/finalize,secrets",
    ])
    try await must([
      "create", "clusterrolebinding", "editor", "--clusterrole=editor", "--user=editor",
    ])
    try await must(["apply", "-k", config + "/policies"])
    // A policy is in force a moment after it was made.
    for line in [
      "label ns default bailiwick.dev/claimed-by=x", "label ns default \(Self.tenant)=x",
      "annotate ns default bailiwick.dev/adopt=x",
    ] {
      try await eventually("a policy is in force") {
        try await refusal("\(line) --dry-run=server", as: .editor) != nil
      }
    }
    try await eventually("a policy is in force") {
      try await refusal(
        ["create", "--dry-run=server", "-f", "-"], as: .editor,
        input: "\(Self.tokenSecret("probe", of: "default"))") != nil
    }
  }

  /// The label that says whose a namespace is.
  static let tenant = "capsule.clastix.io/tenant"

  /// A Secret of a token, to be made in the namespace dispatch.
  static func tokenSecret(_ name: String, of account: String) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/service-account-token",
      "metadata": [
        "name": .string(name), "namespace": "dispatch",
        "annotations": ["kubernetes.io/service-account.name": .string(account)],
      ],
    ]
  }

  /// A new namespace that an administrator made; its name.
  func namespace() async throws -> String {
    let name = "ns-\(UUID().uuidString.prefix(8).lowercased())"
    try await must(["create", "namespace", name])
    return name
  }

  /// A new tenant; the reference by which a namespace belongs to it.
  func tenant() async throws -> JSONValue {
    let name = "t-\(UUID().uuidString.prefix(8).lowercased())"
    let tenant: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(name)], "spec": ["owners": [["kind": "User", "name": "alice"]]],
    ]
    try await must(["create", "-f", "-"], input: "\(tenant)")
    let uid = try await must(["get", "tenant", name, "-o", "jsonpath={.metadata.uid}"])
    return [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": .string(name),
      "uid": .string(uid),
    ]
  }

  /// What a policy said when it refused a command; nil when the command was done.
  ///
  /// - Throws: `PreparationError` when it failed for another reason.
  func refusal(
    _ words: [String], as caller: Caller, input: String? = nil
  ) async throws -> String? {
    let finished = try await kubectl(
      caller.flags + words, kubeconfig: apiServer.adminKubeconfig, input: input, in: run)
    if finished.exitCode == 0 { return nil }
    guard finished.errors.contains("ValidatingAdmissionPolicy 'bailiwick-") else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.errors
  }

  /// The same of a command line, split at its spaces.
  func refusal(_ line: String, as caller: Caller, input: String? = nil) async throws -> String? {
    try await refusal(
      line.split(separator: " ").map(String.init), as: caller, input: input)
  }

  /// What an administrator's command answers.
  @discardableResult
  func must(_ words: [String], input: String? = nil) async throws -> String {
    let finished = try await kubectl(
      words, kubeconfig: apiServer.adminKubeconfig, input: input, in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.output
  }
}
