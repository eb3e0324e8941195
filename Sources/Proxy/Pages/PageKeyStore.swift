internal import JSON
package import Kubernetes

/// The Secret of the keys that the replicas share, in the program's namespace.
package struct PageKeyStore: Sendable {
  /// What stands there.
  enum Found: Sendable {
    case nothing
    case ring(PageKeyRing)
    /// A Secret that was not written by this program, and is left alone.
    case another
  }

  /// Reads the Secret.
  let read: @Sendable () async throws(APIError) -> Found
  /// Creates the Secret, or replaces the version that was read; nil when another replica was faster.
  let write: @Sendable (PageKeyRing) async throws(APIError) -> PageKeyRing?

  /// The Secret in a namespace.
  ///
  /// - Parameters:
  ///   - namespace: the program's own.
  ///   - client: makes a client for the loop that the calling task runs on.
  package init<Transport: APITransport & Sendable>(
    namespace: String, client: @escaping @Sendable () -> APIClient<Transport>
  ) {
    let secrets = APICollection(version: "v1", resource: "secrets", namespace: namespace)
    read = { () async throws(APIError) in
      do throws(APIError) {
        let secret = try await client().get(
          secrets.path(of: PageKeyRing.name), within: Self.deadline)
        return PageKeyRing(secret: secret).map(Found.ring) ?? .another
      } catch .refused(let refusal) where refusal.code == 404 {
        return .nothing
      } catch {
        throw error
      }
    }
    write = { (ring) async throws(APIError) in
      let secret = ring.secret(in: namespace)
      do throws(APIError) {
        let written =
          ring.resourceVersion.isEmpty
          ? try await client().create(secret, at: secrets.path, within: Self.deadline)
          : try await client().replace(
            secret, at: secrets.path(of: PageKeyRing.name), within: Self.deadline)
        guard let ring = PageKeyRing(secret: written) else {
          throw .unreadable("it is not the Secret that was written")
        }
        return ring
      } catch .refused(let refusal) where refusal.code == 409 {
        return nil
      } catch {
        throw error
      }
    }
  }

  /// A client waits for it with a token in hand.
  private static var deadline: Duration { .seconds(5) }
}
