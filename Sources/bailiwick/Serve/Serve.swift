import ArgumentParser
import Ownership
import Proxy
import Wire

/// The command that stands before the API server.
struct Serve: ParsableCommand {
  /// Its name on the command line.
  static let name = "serve"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Stand before the API server and filter what its callers see.",
    discussion: """
      The cluster is found by --kubeconfig, $KUBECONFIG, the pod's service account, or \
      ~/.kube/config, in this order. When requests can be served, one line says so on standard \
      output: ready proxy=URL admin=URL.

      Callers prove themselves by a client certificate (--client-ca-file), by a bearer token, which \
      the API server reviews, or by the word of a trusted front proxy \
      (--requestheader-client-ca-file).
      """)

  @Option(
    help: ArgumentHelp(
      "A file with flags, in YAML: their names without dashes, and a text, a number, true or a list. "
        + "Flags that are given beside it win. It is read again when it changes, and on SIGHUP.",
      valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("The kubeconfig of the program's own account.", valueName: "file"))
  var kubeconfig: String?

  @Option(
    help: ArgumentHelp(
      "Where callers connect; port 0 takes a free one, and none is for --plain-listen alone.",
      valueName: "host:port"))
  var listen = "127.0.0.1:9443"

  @OptionGroup var plain: PlainFlags

  @Option(
    help: ArgumentHelp(
      "Where /healthz, /livez, /readyz and /metrics are answered, in plain HTTP.",
      valueName: "host:port"))
  var adminListen = "127.0.0.1:9090"

  @Flag(
    help: ArgumentHelp(
      "Answer /debug/pprof/profile there too: where the time on processors goes. Whoever reaches the "
        + "address can have that."))
  var profiling = false

  @Option(
    help: ArgumentHelp(
      "The certificate shown to callers and its chain, PEM. Without it one is made and signed by "
        + "itself.", valueName: "file"))
  var tlsCertFile: String?

  @Option(help: ArgumentHelp("The private key of the certificate, PEM.", valueName: "file"))
  var tlsPrivateKeyFile: String?

  @OptionGroup var named: NamedCertificateFlags

  @Option(
    help: ArgumentHelp(
      "The authorities that vouch for callers' certificates, PEM: the API server's own "
        + "--client-ca-file. Without it only bearer tokens count.", valueName: "file"))
  var clientCaFile: String?

  @Option(
    help: ArgumentHelp(
      "What the names of the widening groups begin with. No authenticator of the cluster may hand "
        + "out such a group.", valueName: "prefix"))
  var groupPrefix = ProxySettings().groupPrefix

  @Option(
    help: ArgumentHelp(
      "Which namespaces a caller sees: those of the caller's tenants (owned), also those where a "
        + "role binding lets the caller get the namespace (get-namespace), or every one with a "
        + "role binding (any-binding).", valueName: "rule"))
  var visibility = ProxySettings().visibility

  @Flag(
    help: ArgumentHelp(
      "Let tenants that may change classes also choose the cluster's default class and the global "
        + "default priority."))
  var allowClusterDefaults = ProxySettings().allowsClusterDefaults

  @Option(
    help: ArgumentHelp(
      "The program's own namespace, with the Secret of keys that replicas share. In a pod it is the "
        + "pod's, otherwise \(ProxySettings().namespace).", valueName: "name"))
  var namespace: String?

  @OptionGroup var identity: IdentityFlags

  @OptionGroup var oidc: OIDCFlags

  @OptionGroup var audit: AuditFlags

  @OptionGroup var connections: ConnectionFlags

  @OptionGroup var limits: LimitFlags

  @OptionGroup var controllers: ControllerFlags

  @OptionGroup var shutdown: ShutdownFlags

  @OptionGroup var rights: RightsFlags

  @OptionGroup var log: LogFlags

  /// Whether callers connect by TLS at all.
  var listensToTLS: Bool { listen != "none" }

  /// What the flags say of the proxy itself.
  var settings: ProxySettings {
    var settings = ProxySettings(
      groupPrefix: groupPrefix, visibility: visibility,
      allowsClusterDefaults: allowClusterDefaults, limits: limits.limits)
    settings.authentication = identity.rules
    settings.authentication.issuerMayNameSystem = oidc.oidcAllowSystemNames
    if let namespace = namespace ?? ClusterFiles.podNamespace { settings.namespace = namespace }
    settings.controllers = controllers.settings(namespace: settings.namespace)
    settings.scope = rights.scope.impersonation
    settings.judgesRights = true
    settings.isSelfService = controllers.letsMakeNamespaces
    return settings
  }

  func validate() throws {
    guard (tlsCertFile == nil) == (tlsPrivateKeyFile == nil) else {
      throw ValidationError(
        "--tls-cert-file and --tls-private-key-file belong together: give both or neither.")
    }
    if listensToTLS { try Self.check("--listen", listen) }
    guard listensToTLS || plain.plainListen != nil else {
      throw ValidationError("--listen none leaves no way in: give --plain-listen.")
    }
    guard plain.plainListen == nil || identity.takesTokens else {
      throw ValidationError(
        "--plain-listen takes tokens alone, and --authentication neither oidc nor token: name one.")
    }
    try Self.check("--admin-listen", adminListen)
    guard groupPrefix.utf8.count >= 2, groupPrefix.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      throw ValidationError(
        "--group-prefix \(groupPrefix): use at least two visible characters, such as bailiwick:.")
    }
  }

  func run() throws { try Self.start { () throws(StartError) in try ServeProcess(self).run() } }
}

extension Visibility: ExpressibleByArgument {}
