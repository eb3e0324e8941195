internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Logging

/// Makes of each object of the group before this one (nrp-nautilus.io) one of this group, once.
///
/// That it was done is noted in the old one, so that what is deleted later does not come again. A
/// namespace that the controller before this one made for it becomes the new object's; any other
/// stays whosever it is.
struct FormerGroup: Sendable {
  /// The annotation of an object that was imported.
  private static let done = "bailiwick.dev/imported"

  let federation: Federation
  let logger: Logger

  /// Imports what there is; what the API server refuses is told in the log and left.
  func importAll() async throws(APIError) {
    for resource in APIResource.formerClusters {
      for former in try await list(.cluster, resource) {
        try await take(former, of: resource) { () throws(APIError) in
          try await federation.formerPrimary(of: former)
        }
      }
    }
    for resource in APIResource.formerNamespaces {
      for former in try await list(.furtherNamespace, resource) {
        try await take(former, of: resource) { () throws(APIError) in
          guard (former.formerNamespace ?? former.name) == former.name else { return nil }
          let primary = former.key.namespace
          return try await federation.former(
            of: former, former.name, for: ObjectKey(namespace: primary, name: primary))
        }
      }
    }
  }

  private func take(
    _ former: FederatedObject, of old: APIResource,
    _ namespace: () async throws(APIError) -> APIObject?
  ) async throws(APIError) {
    let (kind, resource) = (former.kind, former.kind.resource)
    let new = resource.object(
      former.key, annotations: [FederatedObject.imported.name: FederatedObject.imported.value],
      ["spec": former.object.json["spec"] ?? [:]])
    do throws(APIError) {
      var object = try await federation.writer.create(new, of: resource)
      if object == nil { object = try await federation.writer.fresh(former.key, of: resource) }
      if let object {
        let found = FederatedObject(kind, object)
        if found.isImported, found.namespace == nil, !found.isTerminating,
          let namespace = try await namespace()
        {
          // The proof is the old object, which is older than the namespace. The new one is not, so what
          // keeps it could not tell afterwards.
          _ = try await federation.claims.claim(
            namespace.key.name, for: found.claimant, uid: namespace.uid)
          _ = try await federation.record(namespace, in: found)
        }
      }
      _ = try await federation.writer.merge(
        ["metadata": ["annotations": [Self.done: "true"]]], into: former.object, of: old)
    } catch .refused(let refusal) where !refusal.isPassing || refusal.code == 403 {
      logger.warning(
        "an object of nrp-nautilus.io was not imported; make one of slateci.io in its place",
        metadata: [
          "kind": "\(kind.rawValue)", "name": "\(former.key)", "reason": "\(refusal.message)",
        ])
    } catch {
      throw error
    }
  }

  /// The objects of a resource; none where it is not served.
  private func list(
    _ kind: FederatedObject.Kind, _ resource: APIResource
  ) async throws(APIError) -> [FederatedObject] {
    var found: [FederatedObject] = []
    do throws(APIError) {
      _ = try await federation.writer.client.list(resource.collection()) { item throws(APIError) in
        guard let object = try? APIObject(json: item), !object.metadata.isTerminating,
          object.metadata.annotations[Self.done] == nil
        else { return }
        found.append(FederatedObject(kind, object))
      }
    } catch .refused(let refusal) where refusal.code == 404 {
    } catch .refused(let refusal) where refusal.code == 403 {
      logger.warning(
        "objects of nrp-nautilus.io are not imported: the program may not list them",
        metadata: ["resource": "\(resource.plural)", "reason": "\(refusal.message)"])
    } catch {
      throw error
    }
    return found
  }
}
