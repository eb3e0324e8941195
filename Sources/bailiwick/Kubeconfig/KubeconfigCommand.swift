import ArgumentParser
import Kubernetes

/// The command that writes a kubeconfig for whom a controller made a service account.
struct KubeconfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kubeconfig",
    abstract: "Write a kubeconfig for a Dispatch user or a federated cluster.",
    discussion: """
      The administrator's own access is found by --kubeconfig, $KUBECONFIG, the pod's service \
      account, or ~/.kube/config, in this order; it takes the right to create serviceaccounts/token. \
      The API server is asked for a token of the service account, and the kubeconfig leads to the \
      proxy.

      A token ends. With --exec kubectl asks this program for a new one whenever it needs one, so \
      the program and the administrator's access have to be where kubectl is.
      """)

  @Option(help: ArgumentHelp("The userID of a Dispatch user.", valueName: "id"))
  var user: String?

  @Option(help: ArgumentHelp("The name of a federated cluster.", valueName: "name"))
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      "Where the proxy is, as its callers reach it: https://host:port.", valueName: "url"))
  var server: String?

  @Option(
    help: ArgumentHelp(
      "Who vouches for the proxy's certificate, PEM; it is put into the kubeconfig. Without it the "
        + "caller's system has to trust the proxy.", valueName: "file"))
  var certificateAuthority: String?

  @Option(
    help: ArgumentHelp(
      "The namespace that is meant where none is named. Without it the first one granted.",
      valueName: "name"))
  var namespace: String?

  @Option(
    help: ArgumentHelp(
      "How long the token is good, at least 10m. The API server may make it less.",
      valueName: "duration"))
  var duration = TokenLifetime.standard

  @Flag(help: "Let kubectl ask this program for tokens, in place of one that ends.")
  var exec = false

  @Flag(
    help: ArgumentHelp(
      "Put the cluster, the user and the context into the first file of $KUBECONFIG, or "
        + "~/.kube/config, and leave the rest as it is."))
  var merge = false

  @Option(
    help: ArgumentHelp(
      "What is written on standard output: a kubeconfig, or the credential that kubectl takes from "
        + "a program it runs.", valueName: "form"))
  var output = KubeconfigOutput.kubeconfig

  @Option(help: ArgumentHelp("The administrator's kubeconfig.", valueName: "file"))
  var kubeconfig: String?

  @Option(
    help: ArgumentHelp(
      "The context of the administrator's kubeconfig. Without it the current one.",
      valueName: "name"))
  var context: String?

  /// Whom the kubeconfig is for.
  var subject: KubeconfigSubject {
    user.map(KubeconfigSubject.user) ?? .cluster(cluster ?? "")
  }

  func validate() throws {
    guard (user == nil) != (cluster == nil), user != "", cluster != "" else {
      throw ValidationError("Name whom it is for: --user ID, or --cluster NAME.")
    }
    guard duration.isAllowed else {
      throw ValidationError(
        "--duration \(duration): the API server makes no token for less than 10m, or for more than "
          + "\(IssuedToken.lifetimes.upperBound)s.")
    }
    guard output == .kubeconfig else {
      guard !merge, !exec else {
        throw ValidationError(
          "--output credential stands for itself: leave out --merge and --exec.")
      }
      return
    }
    guard let server else {
      throw ValidationError("Say where the proxy is: --server https://proxy.example.com:9443.")
    }
    do throws(AccessError) { _ = try ServerAddress(url: server) } catch {
      throw ValidationError(
        "--server \(server): \(error). It looks like https://proxy.example.com:9443.")
    }
    guard !exec || kubeconfig != nil else {
      throw ValidationError(
        "--exec needs --kubeconfig: kubectl will run the command, which has to find the "
          + "administrator's access then too.")
    }
  }

  func run() throws {
    try Self.start { () throws(StartError) in try KubeconfigProcess(self).run() }
  }
}
