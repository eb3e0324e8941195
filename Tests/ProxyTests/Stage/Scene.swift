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
  var reviewDeadline = Duration.seconds(5)
  /// Whether the proxy knows who owns what.
  var isSynced = true
  /// Answers before the cluster does.
  var script: @Sendable (TestServer.Received) -> TestServer.Answer? = { _ in nil }
  /// The version of a resource's newest state, as the program reads it.
  var newestVersion: Marks.Read = { _ in nil }
  /// What the cluster knows of tokens.
  var tokens = Cluster.tokens
  /// What the proxy does with each connection.
  var serve: @Sendable (ProxyService, ServerConnection) async -> Void = { await $0.serve($1) }

  init() {}

  /// A scene in which the requests for one path are answered so.
  static func answering(
    _ prefix: String, _ answer: @escaping @Sendable (TestServer.Received) -> TestServer.Answer
  ) -> Scene {
    var scene = Scene()
    scene.script = { $0.target.hasPrefix(prefix) ? answer($0) : nil }
    return scene
  }
}
