import Foundation
import Harness
import JSON
import Wire

/// A release of the chart on an API server of its own, and the program as its pods would run it:
/// there is no kubelet that does.
struct Release: Sendable {
  private static let name = "gate"
  private static let namespace = "proxies"
  private static let full = "gate-bailiwick"

  private let ground: Ground
  private let run: Run
  private let apiServer: any APIServer
  private let kubectl: Kubectl

  init(on ground: Ground) async throws {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    self.kubectl = kubectl
    self.ground = ground
    run = try Run("bailiwick-chart")
    apiServer = try await ground.start(
      tokens: [User.alice.tokenLine], kubectl: kubectl, loops: EventLoops(count: 1), in: run)
  }

  /// Installs or upgrades it; the controllers would keep the tenants of the samples in their own way.
  func helm(_ command: String, _ values: String...) async throws {
    // The sandbox has no priority and fairness.
    let all = values + ["controllers.enabled=false", "flowSchema.enabled=\(ground != .sandbox)"]
    try await helm([
      command, Self.name, BuiltProgram.packageRoot + "/charts/bailiwick", "--create-namespace",
      "--set", all.joined(separator: ","),
    ])
  }

  func uninstall() async throws { try await helm(["uninstall", Self.name]) }

  private func helm(_ words: [String]) async throws {
    let finished = try await Tool.helm(
      words + ["--namespace", Self.namespace], kubeconfig: apiServer.adminKubeconfig,
      home: run.folder.path, in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
  }

  /// Makes the tenants of the samples, and what is theirs.
  func addTenants() async throws {
    let samples = BuiltProgram.packageRoot + "/config/samples"
    try await admin("wait", "--for=condition=Established", "crd/tenants.capsule.clastix.io")
    try await admin("apply", "-k", samples)
    try await admin(
      "apply", "--server-side", "--subresource=status", "-f", samples + "/tenants.yaml")
  }

  /// What an administrator's command answers.
  @discardableResult
  func admin(_ words: String...) async throws -> String {
    let finished = try await kubectl(words, kubeconfig: apiServer.adminKubeconfig, in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.output
  }

  /// An object of the release.
  private func object(_ kind: String, _ name: String) async throws -> JSONValue {
    let text = try await admin("get", kind, name, "--namespace", Self.namespace, "-o", "json")
    return try JSONValue(parsing: Array(text.utf8))
  }

  /// The command line of its pods, without the program's name.
  func arguments() async throws -> [String] {
    let pod = try await object("deployment", Self.full)["spec", "template", "spec"]
    return (pod?["containers"]?.array?.first?["args"]?.array ?? []).compactMap(\.string)
  }

  /// The certificate's files, by the names under which they are mounted.
  func certificate() async throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for (name, value) in try await object("secret", Self.full + "-tls")["data"]?.object ?? [:] {
      files[name] = Data(base64Encoded: value.string ?? "").map(Array.init)
    }
    return files
  }

  /// Who vouches for callers' certificates, in its own copy.
  func clientAuthority() async throws -> String? {
    try await object("configmap", Self.full + "-client-ca")["data", "ca.crt"]?.string
  }

  /// Who vouches for them to the API server.
  var authority: String { String(decoding: apiServer.authority.certificatePEM, as: UTF8.self) }

  /// What the program shows alice of namespaces when it runs with the release's account, arguments
  /// and files.
  func namespacesOfAlice() async throws -> [String] {
    let mounts = try run.folder.folder("mounts-\(UUID().uuidString)")
    let files = try await certificate()
    for (name, bytes) in files { try mounts.folder("tls").write(bytes, to: name) }
    try mounts.folder("client-ca").write(authority, to: "ca.crt")
    let token = try await admin("create", "token", Self.full, "--namespace", Self.namespace)
    let account = Kubeconfig(
      server: apiServer.url, authority: apiServer.authority.certificatePEM,
      proof: .token(String(token.prefix { !$0.isNewline })))
    var flags = ProxyProcess.Flags(
      kubeconfig: try mounts.write(account.bytes, to: "kubeconfig"), certificate: nil,
      clientAuthority: nil)
    // In a pod the namespace is known, and the ports are its own.
    flags.more = ["--namespace", Self.namespace]
    for argument in try await arguments().dropFirst() where !argument.contains("listen=") {
      flags.more.append(argument.replacing("/etc/bailiwick", with: mounts.path))
    }
    let proxy = try await ProxyProcess(flags, in: run)
    let alice = Kubeconfig(
      server: proxy.url, authority: files["ca.crt"], proof: .token(User.alice.token))
    let seen = try await kubectl(
      ["get", "namespaces", "-o", "name"],
      kubeconfig: mounts.write(alice.bytes, to: "alice.kubeconfig"), in: run)
    await proxy.process.stop()
    guard seen.exitCode == 0 else {
      throw PreparationError(command: "get namespaces", errors: seen.errors)
    }
    return seen.lines
  }

  func stop() async { await apiServer.stop() }
}
