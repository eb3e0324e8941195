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
