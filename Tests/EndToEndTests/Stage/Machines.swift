import Foundation
import Harness
import JSON

/// Pods in which commands run: a cluster with a namespace for them, and two nodes with one kubelet.
///
/// The first scenario that asks on a ground makes them. alice may do there what an editor may, bob
/// what a viewer may, and reader may get what is to be created. Each scenario has pods of its own.
struct Machines: Sendable {
  enum Node: String, Sendable, CaseIterable {
    /// Its kubelet says that it takes WebSockets.
    case modern = "machine-modern"
    /// To this one the API server speaks SPDY, whatever its own client speaks.
    case plain = "machine-plain"
  }

  static let namespace = "machines"

  let cluster: Cluster
  let kubelet: Kubelet

  private actor Shared {
    private var starting: [Ground: Task<Machines, any Error>] = [:]

    func machines(_ ground: Ground) async throws -> Machines {
      let task = starting[ground] ?? Task { try await Machines(ground) }
      starting[ground] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  static func ready(_ ground: Ground) async throws -> Machines {
    try await shared.machines(ground)
  }

  private init(_ ground: Ground) async throws {
    cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
    kubelet = try await Kubelet(in: cluster)
    try await cluster.admin("create namespace \(Self.namespace)")
    for (user, role) in [(User.alice, "edit"), (.bob, "view")] {
      try await cluster.admin(
        "-n \(Self.namespace) create rolebinding \(user) --clusterrole=\(role) --user=\(user)")
    }
    try await cluster.admin("-n \(Self.namespace) create role peek --verb=get --resource=pods/exec")
    try await cluster.admin(
      "-n \(Self.namespace) create rolebinding peek --role=peek --user=\(User.reader)")
    for node in Node.allCases {
      try await cluster.create([
        "apiVersion": "v1", "kind": "Node", "metadata": ["name": .string(node.rawValue)],
        "status": [
          "addresses": [["type": "InternalIP", "address": "127.0.0.1"]],
          "daemonEndpoints": ["kubeletEndpoint": ["Port": .number("\(kubelet.port)")]],
          "declaredFeatures": node == .modern ? ["ExtendWebSocketsToKubelet"] : [],
        ],
      ])
    }
    // Without it no pod is admitted.
    try await eventually("the namespace's account") {
      (try? await cluster.admin("-n \(Self.namespace) get serviceaccount default")) != nil
    }
  }

  /// Makes a pod that is said to run, and gives its name.
  ///
  /// - Parameter node: nil leaves it without one.
  func addPod(on node: Node?, containers: [String] = ["main"]) async throws -> String {
    let name = "pod-\(UUID().uuidString.prefix(8).lowercased())"
    var spec: JSONValue = [
      "automountServiceAccountToken": false, "terminationGracePeriodSeconds": 0,
      "containers": .array(containers.map { ["name": .string($0), "image": "none"] }),
    ]
    if let node { spec["nodeName"] = .string(node.rawValue) }
    let pod: JSONValue = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)], "spec": spec,
    ]
    try await administrate("POST", "", "application/json", pod)
    try await administrate(
      "PATCH", "/\(name)/status", "application/merge-patch+json", ["status": ["phase": "Running"]])
    return name
  }

  private func administrate(
    _ method: String, _ path: String, _ type: String, _ body: JSONValue
  ) async throws {
    let answer = try await cluster.asker(.admin, .direct).ask(
      method, "/api/v1/namespaces/\(Self.namespace)/pods\(path)", [("Content-Type", type)],
      body: body.encoded())
    guard answer.status < 300 else {
      throw PreparationError(command: "\(method) pods\(path)", errors: answer.text)
    }
  }

  /// Runs one kubectl command as a user, in the namespace of the machines.
  ///
  /// Of its errors the one is left out with which kubectl 1.32 sometimes meets the empty message that
  /// begins a WebSocket: `Unknown stream id 1, discarding message`.
  func kubectl(
    _ words: [String], as user: User = .alice, from streaming: StreamingClient,
    _ way: Cluster.Way = .proxy, input: String? = nil
  ) async throws -> Finished {
    let path = try cluster.kubeconfig(of: user, with: streaming.client.credential, way)
    defer { Folder.remove(path) }
    let finished = try await streaming.client.kubectl(
      ["-n", Self.namespace] + words, kubeconfig: path, input: input, settings: streaming.settings,
      in: cluster.run)
    let errors = finished.errors.replacing(
      /E\d{4} [^\n]*Unknown stream id \d, discarding message\n/
    ) {
      _ in ""
    }
    return Finished(exitCode: finished.exitCode, output: finished.output, errors: errors)
  }

  /// Starts a kubectl command as alice that goes on.
  func start(
    _ words: [String], from streaming: StreamingClient, _ way: Cluster.Way = .proxy
  ) throws -> ChildProcess {
    try streaming.client.kubectl.start(
      ["-n", Self.namespace] + words,
      kubeconfig: cluster.kubeconfig(of: .alice, with: streaming.client.credential, way),
      settings: streaming.settings, in: cluster.run)
  }
}
