import Foundation
import Harness
import JSON

/// Somebody for whom a controller made a service account: the objects as it leaves them.
struct Granted: Sendable {
  let cluster: Cluster
  /// The userID, or the cluster's name; the service account has the name too.
  let name: String
  /// The namespace of the service account.
  let home: String
  /// Where the service account may edit.
  let work: String

  /// A Dispatch user with one namespace.
  static func user(_ ground: Ground) async throws -> Granted {
    let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
    let name = "u-\(UUID().uuidString.prefix(8).lowercased())"
    let granted = Granted(cluster: cluster, name: name, home: "dispatch", work: "work-of-\(name)")
    try await granted.ensure(namespace: granted.home)
    try await granted.ensure(namespace: granted.work)
    try await cluster.create([
      "apiVersion": "netsys.io/v1", "kind": "DispatchUser",
      "metadata": ["name": .string("object-of-\(name)"), "namespace": "dispatch"],
      "spec": ["userID": .string(name), "namespaces": [.string(granted.work)]],
    ])
    return granted
  }

  /// A federated cluster with its namespace.
  static func cluster(_ ground: Ground) async throws -> Granted {
    let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
    let name = "c-\(UUID().uuidString.prefix(8).lowercased())"
    let granted = Granted(cluster: cluster, name: name, home: "1-\(name)", work: "1-\(name)")
    try await granted.ensure(namespace: granted.home)
    try await cluster.create([
      "apiVersion": "slateci.io/v1alpha2", "kind": "Cluster", "metadata": ["name": .string(name)],
    ])
    let uid = try await cluster.admin("get cluster \(name) -o jsonpath={.metadata.uid}")
    let claimant: JSONValue = [
      "kind": "Cluster", "namespace": "", "name": .string(name), "uid": .string(uid),
    ]
    try await cluster.admin([
      "annotate", "namespace", granted.home, "bailiwick.dev/claimant=\(claimant)",
    ])
    return granted
  }

  /// The flags that name it.
  var flags: [String] { [home == "dispatch" ? "--user" : "--cluster", name] }

  /// The name of its context in a kubeconfig that leads to the shared proxy.
  var context: String {
    "\(home)/\(name)@\(cluster.proxy.url.dropFirst("https://".count))"
  }

  /// Makes the service account and what it may do, and says so in the status.
  func becomeReady() async throws {
    try await cluster.admin("-n \(home) create serviceaccount \(name)")
    try await cluster.admin(
      "-n \(work) create rolebinding \(name) --clusterrole=edit --serviceaccount=\(home):\(name)")
    try await report(["serviceAccount": .string(name)], ready: "True", "Granted", "")
  }

  /// Writes a status with this condition.
  func report(
    _ members: JSONObject, ready: String, _ reason: String, _ message: String
  ) async throws {
    var status: JSONValue = .object(members)
    status["conditions"] = [
      [
        "type": "Ready", "status": .string(ready), "reason": .string(reason),
        "message": .string(message), "lastTransitionTime": "2026-11-27T10:00:00Z",
      ]
    ]
    if home == "dispatch" {
      status["namespaces"] = [.string(work)]
    } else {
      status["namespace"] = .string(home)
    }
    let object =
      home == "dispatch" ? ["-n", home, "dispatchuser", "object-of-\(name)"] : ["cluster", name]
    let patch: JSONValue = ["status": status]
    try await cluster.admin(
      ["patch"] + object + ["--subresource=status", "--type=merge", "-p", "\(patch)"])
  }

  /// Runs `bailiwick kubeconfig` for it, as an administrator.
  func command(
    _ more: [String] = [], environment: [String: String] = [:]
  ) async throws -> Finished {
    try await cluster.run.run(
      BuiltProgram.bailiwick,
      ["kubeconfig"] + flags + [
        "--kubeconfig", cluster.apiServer.adminKubeconfig, "--server", cluster.proxy.url,
        "--certificate-authority", cluster.proxyAuthority.certificateFile,
      ] + more, environment: environment)
  }

  /// Runs kubectl with what the command wrote.
  func kubectl(_ line: String, with kubeconfig: String) async throws -> Finished {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let path = try cluster.run.folder.write(kubeconfig, to: "kubeconfig-\(UUID().uuidString)")
    return try await kubectl(
      line.split(separator: " ").map(String.init), kubeconfig: path, in: cluster.run)
  }

  private func ensure(namespace: String) async throws {
    let object: JSONValue = [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)],
    ]
    try await cluster.admin(["apply", "-f", "-"], input: "\(object)")
  }
}
