import Harness
import JSON

/// Fills an empty cluster with what the scenarios are about, as an administrator would.
struct Preparation: Sendable {
  let kubectl: Kubectl
  let kubeconfig: String
  let run: Run

  /// Carol's namespaces: kubectl asks for 500 at once.
  static let crowd = 600

  /// A cluster role that lets an owner delete a namespace, as operators of tenants bind it there.
  static let namespaceDeleter = "deletes-namespaces"

  func run() async throws {
    let config = BuiltProgram.packageRoot + "/config"
    try await kubectl("apply", "-k", config + "/writes")
    try await kubectl("wait", "--for=condition=Established", "crd/tenants.capsule.clastix.io")
    try await kubectl("apply", "-k", config + "/samples")
    // The operator's part: apply drops the status of a resource with a status subresource.
    try await kubectl(
      "apply", "--server-side", "--subresource=status", "-f", config + "/samples/tenants.yaml")
    try await kubectl(
      "create", "clusterrole", Self.namespaceDeleter, "--verb=delete", "--resource=namespaces")
    try await addReader()
    try await addCarol()
  }

  /// Somebody whom RBAC allows what the proxy lets others do, and no more.
  private func addReader() async throws {
    try await kubectl(
      "create", "clusterrole", "reader", "--verb=get,list,watch",
      "--resource=namespaces,nodes,storageclasses.storage.k8s.io,ingressclasses.networking.k8s.io")
    try await kubectl(
      "create", "clusterrolebinding", "reader", "--clusterrole=reader",
      "--user=\(User.reader.rawValue)")
  }

  /// The program's account, its rights and the definitions that it follows, and nothing more.
  func installProgram() async throws {
    try await kubectl("apply", "-k", BuiltProgram.packageRoot + "/config/default")
    try await kubectl("wait", "--for=condition=Established", "crd", "--all")
  }

  /// A token of the program's service account.
  func programToken() async throws -> String {
    let output = try await kubectl(
      "-n", "bailiwick-system", "create", "token", "bailiwick", "--duration=2h")
    return String(output.prefix { !$0.isNewline })
  }

  /// A tenant with a crowd of namespaces, told by label and owner reference instead of the status.
  private func addCarol() async throws {
    let tenant: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": "crowd"], "spec": ["owners": [["kind": "User", "name": "carol"]]],
    ]
    try await kubectl("create", "-f", "-", input: [tenant])
    let uid = try await kubectl("get", "tenant", "crowd", "-o", "jsonpath={.metadata.uid}")
    let owner: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": "crowd",
      "uid": .string(uid),
    ]
    let namespaces: [JSONValue] = (1...Self.crowd).map { number in
      [
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": [
          "name": .string("crowd-\(number)"),
          "labels": ["capsule.clastix.io/tenant": "crowd"], "ownerReferences": [owner],
        ],
      ]
    }
    try await kubectl("create", "-f", "-", input: namespaces)
  }

  @discardableResult
  private func kubectl(_ words: String..., input: [JSONValue]? = nil) async throws -> String {
    let text = input?.map { String(decoding: $0.encoded(), as: UTF8.self) }
      .joined(separator: "\n")
    let finished = try await kubectl(
      words, kubeconfig: kubeconfig, input: text, within: .seconds(120), in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.output
  }
}
