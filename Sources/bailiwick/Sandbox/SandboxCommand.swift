import ArgumentParser
import Wire

/// The command that starts an API server in memory and the proxy before it.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Start an API server in memory, filled with an example, and the proxy before it.",
    discussion: """
      The proxy talks to the API server as in a cluster: over TLS, by a token of its service \
      account, with the rights of config/rbac. Everybody in the example gets two kubeconfigs in \
      the directory, one with a certificate and one with a token. When requests can be served, \
      one line says so on standard output: ready proxy=URL api=URL directory=PATH.

      Objects are in memory and gone at the end. The directory keeps the authority and the tokens, \
      so kubeconfigs stay good from one start to the next.
      """)

  @Option(
    help: ArgumentHelp(
      "Where the proxy listens; port 0 takes a free one.", valueName: "host:port"))
  var listen = "127.0.0.1:9443"

  @Option(
    help: ArgumentHelp(
      "Where the API server listens; port 0 takes a free one.", valueName: "host:port"))
  var apiListen = "127.0.0.1:9444"

  @Option(
    help: ArgumentHelp(
      "Where the kubeconfigs are written, and the authority and the tokens kept.",
      valueName: "path"))
  var directory = "./.bailiwick"

  @Option(
    help: ArgumentHelp(
      "Manifests to load: a YAML or JSON file, or a folder of them. May be given again.",
      valueName: "path"))
  var load: [String] = []

  @Flag(
    name: .customLong("no-samples"),
    help: "Leave out the example; the definitions and the program's rights are there.")
  var leavesOutSamples = false

  @Flag(
    name: .customLong("no-proxy"),
    help: ArgumentHelp(
      "Start the API server alone, as empty as a new cluster's, for bailiwick serve to stand "
        + "before it."))
  var leavesOutProxy = false

  @OptionGroup var log: LogFlags

  func validate() throws {
    try Self.check("--listen", listen)
    try Self.check("--api-listen", apiListen)
    if leavesOutProxy, SocketAddress.split(listen)?.port == 0 {
      throw ValidationError(
        "--listen \(listen): with --no-proxy it says where bailiwick serve will listen, for the "
          + "kubeconfigs: give a port.")
    }
    guard !directory.isEmpty else {
      throw ValidationError("--directory is empty: name a folder, such as ./.bailiwick.")
    }
  }

  func run() throws { try Self.start { () throws(StartError) in try SandboxProcess(self).run() } }
}
