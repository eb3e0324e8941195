import Foundation
import Harness

extension Cluster {
  /// The path of a kubeconfig for a user.
  ///
  /// - Parameter proxy: which proxy `.proxy` leads to; the shared one by default.
  func kubeconfig(
    of user: User, with credential: Client.Credential, _ way: Way, proxy: ProxyProcess? = nil
  ) throws -> String {
    try kubeconfig(with: proof(of: user, credential), way, proxy: proxy)
  }

  /// The path of a kubeconfig for whoever can prove this.
  func kubeconfig(
    with proof: Kubeconfig.Proof, _ way: Way, proxy: ProxyProcess? = nil
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

  private func proof(of user: User, _ credential: Client.Credential) -> Kubeconfig.Proof {
    switch credential {
    case .token: .token(user.token)
    case .certificate: certificates[user]?.proof ?? .nothing
    }
  }

  /// Runs one kubectl command as a user.
  func kubectl(
    _ words: [String], as user: User, from client: Client, _ way: Way = .proxy,
    input: String? = nil
  ) async throws -> Finished {
    let path = try kubeconfig(of: user, with: client.credential, way)
    defer { Folder.remove(path) }
    return try await client.kubectl(words, kubeconfig: path, input: input, in: run)
  }

  /// Runs one command line, split at its spaces.
  func kubectl(
    _ line: String, as user: User, from client: Client, _ way: Way = .proxy, input: String? = nil
  ) async throws -> Finished {
    let words = line.split(separator: " ").map(String.init)
    return try await kubectl(words, as: user, from: client, way, input: input)
  }
}
