import Decide
import JSON
import Proxy
import TestSupport
import Wire

/// What a stage is set up with.
struct Scene: Sendable {
  /// How the program proves itself to the upstream.
  enum ProgramProof: Sendable, CaseIterable {
    case certificate
    case token
  }

  /// Who vouches for the upstream's certificate, and whose name it has, as the proxy is told.
  enum UpstreamTrust: Sendable, CaseIterable {
    case right
    case otherAuthority
    case otherName
  }

  var programProof = ProgramProof.certificate
  var upstreamTrust = UpstreamTrust.right
  var timeouts = HTTPTimeouts()
  /// How many connections the proxy holds.
  var connections = ConnectionLimits.none
  /// Whether clients come to the plain listener, as to a sidecar.
  var isPlain = false
  var reviewDeadline = Duration.seconds(5)
  /// Whether the proxy knows who owns what.
  var isSynced = true
  /// Answers before the cluster does.
  var script: @Sendable (TestServer.Received) -> TestServer.Answer? = { _ in nil }
  /// Takes a connection over before the body of its request was read.
  var early: @Sendable (RequestHead) -> TestServer.TakeOver? = { _ in nil }
  /// The version of a resource's newest state, as the program reads it.
  var newestVersion: Marks.Read = { _ in nil }
  /// The port that requests go to instead of the scripted API server, which answers the reviews all
  /// the same.
  var forwardsTo: UInt16?
  /// How callers may prove who they are.
  var authentication = AuthenticationRules()
  /// Verifies the tokens of an issuer.
  var verify: Authenticator.Verify?
  /// What the file with the program's token holds, one reading after the other; the last stays.
  var programTokens = [Cluster.programToken]
  /// What the cluster knows of tokens.
  var tokens = Cluster.tokens
  /// How much may be under way at once.
  var limiter = RequestLimiter()
  /// The streams that are open.
  var streams = OpenStreams()
  /// What owners of tenants need to make namespaces; nil where they may not.
  var selfService: SelfService?
  /// What the program's account may do in its callers' names.
  var scope = ImpersonationScope.legacy
  /// What the proxy does with each connection.
  var serve: @Sendable (ProxyService, ServerConnection) async -> Void = { await $0.serve($1) }

  init() {}

  /// A scene in which the requests for one path are answered so.
  static func answering(
    _ prefix: String, _ answer: @escaping @Sendable (TestServer.Received) -> TestServer.Answer?
  ) -> Scene {
    var scene = Scene()
    scene.script = { $0.target.hasPrefix(prefix) ? answer($0) : nil }
    return scene
  }
}
