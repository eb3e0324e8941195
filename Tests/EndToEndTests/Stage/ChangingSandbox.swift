import Foundation
import Harness
import JSON
import Wire

/// The sandbox with its example, which comes back with another authority or other tokens, and what a
/// proxy of a test needs to stand before it.
struct ChangingSandbox: Sendable {
  static let program = "system:serviceaccount:bailiwick-system:bailiwick"

  let run: Run
  let loops: EventLoops
  /// Where the sandbox keeps its authority and its tokens.
  let folder: Folder
  let port: UInt16

  init(_ run: Run) async throws {
    self.run = run
    loops = try EventLoops(count: 1)
    port = try await FreePorts.pick(1, on: loops)[0]
    folder = try run.folder.folder("changing-\(port)")
  }

  /// Starts it, and waits until it is ready.
  func start() async throws -> ChildProcess {
    let process = try ChildProcess(
      BuiltProgram.bailiwick,
      [
        "sandbox", "--directory", folder.path, "--api-listen", "127.0.0.1:\(port)",
        "--listen", "127.0.0.1:0", "--log-format", "json",
      ], in: run)
    _ = try await ReadyLine.wait(for: process)
    return process
  }

  /// The token of somebody.
  func token(of user: String) -> String {
    lines.first { $0.contains(",\(user),") }?.split(separator: ",").first.map(String.init) ?? ""
  }

  /// Makes the program's token another one, from the next start on.
  func changeProgramToken() throws {
    let changed = lines.map { line in
      line.contains(",\(Self.program),")
        ? "changed-\(UUID().uuidString)\(line.drop { $0 != "," })" : line
    }
    try folder.write(changed.joined(separator: "\n") + "\n", to: "tokens.csv")
  }

  /// Makes the authority another one, from the next start on.
  func changeAuthority() {
    Folder.remove(folder.file("ca.crt"))
    Folder.remove(folder.file("ca.key"))
  }

  /// Writes a kubeconfig for the program; relative paths in it belong to the folder.
  func kubeconfig(user: JSONValue) throws -> String {
    let name = "kubeconfig-\(UUID().uuidString)"
    let config: JSONValue = [
      "current-context": "here",
      "clusters": [
        [
          "name": "here",
          "cluster": [
            "server": .string("https://127.0.0.1:\(port)"), "certificate-authority": "api-ca.crt",
          ],
        ]
      ],
      "users": [["name": "here", "user": user]],
      "contexts": [["name": "here", "context": ["cluster": "here", "user": "here"]]],
    ]
    try takeOverAuthority()
    return try folder.write(config.encoded(), to: name)
  }

  /// Puts the API server's authority where the kubeconfig names it.
  func takeOverAuthority() throws {
    try FileContents.write(folder.file("api-ca.crt"), FileContents.read(folder.file("ca.crt")))
  }

  /// Starts a proxy that is the program of this kubeconfig.
  func proxy(_ kubeconfig: String) async throws -> ProxyProcess {
    var flags = ProxyProcess.Flags(kubeconfig: kubeconfig, certificate: nil, clientAuthority: nil)
    flags.more = ["--no-controllers"]
    return try await ProxyProcess(flags, in: run)
  }

  /// Whether alice gets her namespaces, and no others.
  func serves(_ proxy: ProxyProcess) async throws -> Bool {
    let answer = try await ask(proxy)
    return answer.status == 200 && answer.text.contains("oil-production")
      && !answer.text.contains("gas-production")
  }

  /// Whether the program may ask in alice's name.
  ///
  /// After a start of the sandbox that is all that can be said: it begins its history anew, which no
  /// API server does.
  func passes(_ proxy: ProxyProcess) async throws -> Bool { try await ask(proxy).status == 200 }

  private func ask(_ proxy: ProxyProcess) async throws -> HTTPAnswer {
    let tls = try TLSContext.client(certificateAuthorities: nil, verification: .insecure)
    let asker = try HTTPAsker(url: proxy.url, tls: tls, token: token(of: "alice"), loops: loops)
    return try await asker.ask("GET", "/api/v1/namespaces")
  }

  private var lines: [String] {
    Folder.text(of: folder.file("tokens.csv")).split(separator: "\n").map(String.init)
  }
}
