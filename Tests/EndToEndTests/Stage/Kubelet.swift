import Foundation
import Harness
import JSON

/// A kubelet of nodes that are not there (`Clients/kubelet`), as a process of its own.
struct Kubelet: Sendable {
  /// One request, as the kubelet tells it.
  struct Request: Sendable {
    /// Such as `/exec/NAMESPACE/POD/CONTAINER`.
    let path: String
    /// What the connection changed to; empty when it did not.
    let upgrade: String
    /// The subprotocol that was agreed on.
    let subprotocol: String
    let fields: [(name: String, value: String)]
    /// Whom the client's certificate names; nil when none was presented.
    let certificate: String?
    /// Whether it is over.
    let hasEnded: Bool
  }

  let port: Int
  private let process: ChildProcess

  /// Starts it and waits until it is ready.
  init(in cluster: Cluster) async throws {
    let authority = cluster.apiServer.authority
    let pair = try authority.server("kubelet")
    process = try ChildProcess(
      "/usr/bin/env",
      [
        "python3", BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/kubelet/kubelet.py",
        pair.certificate, pair.key, authority.certificateFile,
        try cluster.run.folder.folder("containers").path,
      ],
      environment: [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
      ], in: cluster.run)
    port = try await ReadyLine.wait(for: process)["port"]?.int ?? 0
  }

  /// What it was asked about a pod so far.
  func requests(of pod: String) -> [Request] {
    let told = process.output.split(separator: "\n").compactMap { line in
      try? JSONValue(parsing: Array(line.utf8))
    }
    let ended = Set(told.compactMap { $0["ended"]?.int })
    return told.compactMap { value in
      guard let path = value["path"]?.string, path.split(separator: "/").contains(Substring(pod))
      else { return nil }
      return Request(
        path: path, upgrade: value["upgrade"]?.string ?? "",
        subprotocol: value["protocol"]?.string ?? "",
        fields: value["fields"]?.array?.map {
          ($0.array?.first?.string ?? "", $0.array?.last?.string ?? "")
        } ?? [], certificate: value["certificate"]?.string,
        hasEnded: value["request"]?.int.map(ended.contains) ?? false)
    }
  }
}
