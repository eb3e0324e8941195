import Foundation
import Harness
import JSON

/// A program whose only way in is plain, as in a sidecar.
struct PlainDoor: Sendable {
  enum Kind: String, Sendable, CaseIterable, CustomStringConvertible {
    case loopback
    case socket

    var description: String { rawValue }
  }

  let cluster: Cluster
  let proxy: ProxyProcess
  /// Where clients go: the program itself, or what hands their bytes to its socket.
  let url: String
  private let relay: ChildProcess?

  init(_ kind: Kind, before cluster: Cluster, more: [String] = []) async throws {
    self.cluster = cluster
    var flags = cluster.flags
    flags.listen = "none"
    let path = cluster.run.folder.file("plain-\(UUID().uuidString.prefix(8)).sock")
    flags.more += ["--plain-listen", kind == .socket ? "unix:\(path)" : "127.0.0.1:0"] + more
    proxy = try await ProxyProcess(flags, in: cluster.run)
    guard kind == .socket else {
      (url, relay) = (proxy.plain, nil)
      return
    }
    let script = BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/relay.py"
    let process = try ChildProcess(
      "/usr/bin/env", ["python3", script, path],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      in: cluster.run)
    let port = try await ReadyLine.wait(for: process)["port"]?.int ?? 0
    (url, relay) = ("http://127.0.0.1:\(port)", process)
  }

  /// The path of a kubeconfig that leads here.
  func kubeconfig(of user: User) throws -> String {
    try cluster.write(Kubeconfig(server: url, authority: nil, proof: .token(user.token)))
  }

  /// Asks by a token, or by none.
  func asker(_ user: User?) throws -> HTTPAsker {
    try HTTPAsker(url: url, tls: nil, token: user?.token, loops: cluster.loops)
  }

  /// Ends it; whether it ended well.
  func stop() async -> Bool {
    relay?.signal(9)
    return await proxy.process.stop() == 0
  }
}
