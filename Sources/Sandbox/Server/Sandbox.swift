import JSON
import KubernetesAPI
import Synchronization
import Wire

/// An API server in memory, honest enough to stand behind the proxy and its tests.
///
/// It keeps objects and their history, not a cluster: nothing is scheduled and no pod runs. Where a
/// node says that it has a kubelet, that kubelet is asked for exec, logs and the like.
package final class Sandbox: Sendable {
  /// A bearer token that always means the same user.
  package struct StaticToken: Sendable, Equatable {
    package let token: String
    package let user: String
    package let uid: String
    package let groups: [String]

    package init(token: String, user: String, uid: String, groups: [String]) {
      self.token = token
      self.user = user
      self.uid = uid
      self.groups = groups
    }
  }

  /// What the API server is told at its start.
  package struct Configuration: Sendable {
    package var tokens: [StaticToken]
    /// PEM of who vouches for clients' certificates and for the server's own.
    package var clientAuthority: [UInt8]
    /// Who issues the tokens of service accounts, as their `iss` says.
    package var issuer: String

    package init(
      tokens: [StaticToken], clientAuthority: [UInt8],
      issuer: String = "https://kubernetes.default.svc.cluster.local"
    ) {
      self.tokens = tokens
      self.clientAuthority = clientAuthority
      self.issuer = issuer
    }
  }

  let server: APIServer
  /// For connections to kubelets: it believes any, as kube-apiserver does without
  /// `--kubelet-certificate-authority`, and presents nothing.
  let kubeletTLS: TLSContext
  private let controllers: Mutex<Controllers>

  /// Makes a server with what every cluster has: its first namespaces, roles and classes.
  package init(_ configuration: Configuration) throws(SandboxError) {
    let (key, authorities) = try Self.keys(configuration)
    do throws(TLSError) {
      kubeletTLS = try .client(certificateAuthorities: nil, verification: .insecure)
    } catch {
      throw SandboxError(error.reason)
    }
    let store = ObjectStore()
    let catalog = Catalog(BuiltinResources.all)
    let tokens = ServiceAccountTokens(
      key: key, store: store, issuer: configuration.issuer)
    let authorizer = Authorizer(store: store)
    let authentication = Authentication(
      tokens: tokens,
      staticTokens: configuration.tokens.map {
        ($0.token, UserInfo(username: $0.user, uid: $0.uid, groups: $0.groups))
      }, authorities: authorities)
    server = APIServer(
      api: API(store: store, catalog: catalog), authentication: authentication,
      authorizer: authorizer, impersonation: Impersonation(authorizer: authorizer),
      reviews: Reviews(authorizer: authorizer, authentication: authentication))
    controllers = Mutex(
      Controllers(
        Self.lifecycle(tokens, String(decoding: configuration.clientAuthority, as: UTF8.self)),
        store, catalog))
    try createEssentials()
    settle()
  }

  /// The key that signs tokens, and who vouches for clients.
  private static func keys(
    _ configuration: Configuration
  ) throws(SandboxError) -> (SigningKey, TrustStore) {
    do throws(TLSError) {
      return (try SigningKey(), try TrustStore(authorities: configuration.clientAuthority))
    } catch {
      throw SandboxError(error.reason)
    }
  }

  /// What the controllers need from the other rooms.
  private static func lifecycle(
    _ tokens: ServiceAccountTokens, _ authority: String
  ) -> Lifecycle {
    Lifecycle(
      certificate: authority,
      aggregated: { role, all in ClusterRoleAggregation.aggregated(role, all: all) },
      established: { definition, all in
        let others = all.filter { $0.name != definition.name }
        let new = DefinitionStatus.accepted(
          definition, others: others, now: SystemClock.unixSeconds)
        // Not by ?:, where nil would be the JSON value null.
        guard new != definition else { return nil }
        return new
      },
      token: { account, secret in
        tokens.token(for: account, in: secret)
      })
  }

  /// Runs the controllers until the task is cancelled.
  package func run() async {
    while !Task.isCancelled {
      let seen = controllers.withLock { controllers in
        controllers.step()
        return controllers.seen
      }
      await server.api.store.waitForChange(after: seen)
    }
  }

  /// Lets the controllers do everything that follows from what is stored.
  func settle() { controllers.withLock { $0.settle() } }
}
