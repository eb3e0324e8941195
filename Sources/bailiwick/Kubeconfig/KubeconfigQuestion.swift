import Controllers
import JSON
import Kubernetes
import Wire

/// What the API server is asked: whose service account it is, and a token of it.
struct KubeconfigQuestion: Sendable {
  let subject: KubeconfigSubject
  let credentials: FollowedAccess

  private var access: ClusterAccess { credentials.access }

  /// Objects asked for at once, as kubectl does.
  private static let page = 500

  /// Asks who has the account, and for a token.
  func token(
    for lifetime: TokenLifetime, on loop: EventLoop
  ) async throws(StartError) -> (Grantee, IssuedToken) {
    let contexts = credentials.contexts
    let pool = ClientPool(endpoint: access.endpoint, loop: loop) { contexts.own }
    defer { pool.close() }
    let client = APIClient(
      transport: PoolTransport(pool: pool), basePath: access.server.basePath,
      token: credentials.token, version: Version.text, pace: .onLoop)
    let grantee = try await grantee(from: client)
    try await check(grantee, from: client)
    do throws(APIError) {
      let token = try await client.token(
        of: grantee.account, in: grantee.namespace, seconds: lifetime.seconds)
      return (grantee, token)
    } catch {
      let account = "\(grantee.namespace)/\(grantee.account)"
      if case .refused(let refusal) = error, refusal.code == 403 {
        throw StartError(
          "No token of the service account \(account): \(error). It takes the right to create "
            + "serviceaccounts/token there: name an access that has it with --kubeconfig.")
      }
      throw StartError("No token of the service account \(account): \(error).")
    }
  }

  private func grantee(from client: APIClient<PoolTransport>) async throws(StartError) -> Grantee {
    var objects: [JSONValue] = []
    do throws(APIError) {
      var next: String?
      repeat {
        let page = try await client.list(
          subject.collection, limit: Self.page, continue: next
        ) { (object) throws(APIError) in objects.append(object) }
        next = page.next
      } while next != nil
    } catch {
      throw explain(error)
    }
    return try subject.grantee(among: objects)
  }

  /// Refuses a namespace that was not made for who is asked for, whatever a status says.
  private func check(
    _ grantee: Grantee, from client: APIClient<PoolTransport>
  ) async throws(StartError) {
    guard let claimant = grantee.claimant else { return }
    let name = grantee.namespace
    let found: JSONValue
    do throws(APIError) {
      found = try await client.get(APIResource.namespaces.path(of: ObjectKey(name: name)))
    } catch {
      throw StartError(
        "Whose the namespace \(name) is cannot be seen: \(error). It takes the right to get it.")
    }
    guard let object = try? APIObject(json: found), Claimant(of: object.metadata) == claimant else {
      throw StartError(
        "The status of \(claimant) names the namespace \(name), which was not made for it: no token. "
          + "See who may write statuses of \(subject.collection.resource).")
    }
  }

  private func explain(_ error: APIError) -> StartError {
    guard case .refused(let refusal) = error else { return StartError("\(access): \(error).") }
    switch refusal.code {
    case 404:
      return StartError(
        "\(access): the API server knows no \(subject.collection.resource).\(subject.collection.group)."
          + " Apply \(subject.kind.file), and let bailiwick serve run with its controllers.")
    case 401, 403:
      return StartError(
        "\(access): \(error). Name an access that may list \(subject.collection.resource)."
          + "\(subject.collection.group) with --kubeconfig.")
    default: return StartError("\(access): \(error).")
    }
  }
}
