import Foundation
import Harness
import JSON

/// An API server with the program before it, and an administrator who comes past the program.
protocol TestedCluster: Sendable {
  var run: Run { get }
  var apiServer: any APIServer { get }
  var proxy: ProxyProcess { get }
  /// Vouches for the proxy.
  var proxyAuthority: Authority { get }
}

extension TestedCluster {
  /// What an administrator's kubectl answers, past the proxy.
  ///
  /// - Throws: `PreparationError` when it fails.
  @discardableResult
  func admin(_ words: [String], input: String? = nil) async throws -> String {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let finished = try await kubectl(
      words, kubeconfig: apiServer.adminKubeconfig, input: input, in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.output
  }

  /// Runs one command line of an administrator, split at its spaces.
  @discardableResult
  func admin(_ line: String) async throws -> String {
    try await admin(line.split(separator: " ").map(String.init))
  }

  /// Makes an object.
  func create(_ object: JSONValue) async throws {
    try await admin(
      ["create", "-f", "-"], input: String(decoding: object.encoded(), as: UTF8.self))
  }

  /// The path of a kubeconfig for whoever can prove this.
  ///
  /// - Parameter proxy: which proxy `.proxy` leads to; the shared one by default.
  func kubeconfig(
    with proof: Kubeconfig.Proof, _ way: Cluster.Way, proxy: ProxyProcess? = nil
  ) throws -> String {
    let url = way == .proxy ? (proxy ?? self.proxy).url : apiServer.url
    let authority = way == .proxy ? proxyAuthority : apiServer.authority
    return try write(
      Kubeconfig(server: url, authority: authority.certificatePEM, proof: proof))
  }

  /// Writes a kubeconfig into a file of its own.
  func write(_ kubeconfig: Kubeconfig) throws -> String {
    try run.folder.write(kubeconfig.bytes, to: "kubeconfig-\(UUID().uuidString)")
  }
}
