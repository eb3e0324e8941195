import ArgumentParser

/// The program: parses its arguments and runs a command.
@main
struct Bailiwick: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bailiwick",
    abstract:
      "Shows every caller of a Kubernetes API exactly the cluster-scoped objects that are theirs.",
    discussion: """
      bailiwick serve stands before the API server as a TLS-terminating proxy. kubectl, dashboards \
      and operators talk to it as they would to the API server; lists of namespaces, nodes, storage \
      classes and ingress classes hold what the caller's tenants own, everything else passes.

      bailiwick check says whether the account that serve uses has the rights it needs, and no others.

      bailiwick kubeconfig writes what somebody needs to come through the proxy by a service account.

      bailiwick sandbox starts an API server in memory and the proxy before it, to try both.
      """,
    version: Version.text,
    subcommands: [Serve.self, CheckCommand.self, KubeconfigCommand.self, SandboxCommand.self])

  /// Runs a command with the words of the command line, before which those of a configuration file count.
  static func main() {
    do throws(StartError) {
      main(try ConfigurationFile.expand(Array(CommandLine.arguments.dropFirst())))
    } catch {
      exit(withError: ValidationError(error.description))
    }
  }
}
