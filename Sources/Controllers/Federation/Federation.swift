internal import JSON
internal import Kubernetes
internal import KubernetesAPI

/// What the reconcilers of federated clusters know and share.
struct Federation: Sendable {
  /// Whom events are from, as readers of the first controller know it.
  static let component = "federation-controller"

  let settings: ControllerSettings
  let writer: ObjectWriter
  let claims: NamespaceClaims
  /// The names that clusters chose, until every informer knows.
  let choices = PrimaryNameChoices()

  let namespaces: Informer
  let clusters = Informer(APIResource.federatedClusters.collection())
  let further = Informer(APIResource.furtherNamespaces.collection())
  let accounts: Informer
  let bindings: Informer
  let globalBindings: Informer

  /// The clusters by the namespace that each chose.
  let clustersByNamespace: Index<String>
  /// The further namespaces' objects by their name, which is the namespace that each asks for.
  let furtherByName: Index<String>
  /// The same by the namespace they are in.
  let furtherByParent: Index<String>
  /// The role bindings that were made, by namespace.
  let bindingsByNamespace: Index<String>

  /// What is known in a context.
  init(_ context: ControllerContext) {
    settings = context.settings
    writer = context.writer(.federation)
    claims = NamespaceClaims(context, writer: writer)
    namespaces = context.namespaces
    accounts = context.informer(of: .serviceAccounts, madeBy: .federation)
    bindings = context.informer(of: .roleBindings, madeBy: .federation)
    globalBindings = context.informer(of: .clusterRoleBindings, madeBy: .federation)
    clustersByNamespace = clusters.index { object in
      FederatedObject(.cluster, object).namespace.map { [$0] } ?? []
    }
    furtherByName = further.index { [$0.key.name] }
    furtherByParent = further.index { [$0.key.namespace] }
    bindingsByNamespace = bindings.index { [$0.key.namespace] }
  }

  /// The objects as they are followed, a moment old.
  func known(_ key: ObjectKey, _ resource: APIResource) -> APIObject? {
    switch resource {
    case .namespaces: namespaces[key]
    case .federatedClusters: clusters[key]
    case .furtherNamespaces: further[key]
    default: nil
    }
  }

  /// Writes a condition, and fields of the status; an administrator hears of what is new and wrong.
  @discardableResult
  func report(
    _ what: FederationCondition, _ fields: KeyValuePairs<String, JSONValue> = [:],
    of object: FederatedObject
  ) async throws(APIError) -> FederatedObject {
    let resource = object.kind.resource
    let updated = try await writer.setStatus(
      fields, conditions: [what.condition], of: object.object, resource)
    if what.isWarning, object.reason != what.reason {
      await tell(.warning, what.reason, what.message, of: object)
    }
    return FederatedObject(object.kind, updated)
  }

  /// Tells of an object in an Event.
  func tell(
    _ kind: EventKind, _ reason: String, _ message: String, of object: FederatedObject
  ) async {
    await writer.tell(
      kind, reason, message, of: object.object, object.kind.resource, as: Self.component)
  }

  /// Has an object wait for the controller when it is deleted, or wait no more.
  func keep(_ object: FederatedObject, _ isKept: Bool) async throws(APIError) -> FederatedObject {
    FederatedObject(
      object.kind,
      try await writer.setFinalizer(
        FederatedObject.finalizer, isWanted: isKept, on: object.object, of: object.kind.resource))
  }

  /// Writes back into the spec what the object got.
  func fill(
    _ object: FederatedObject, with namespace: String
  ) async throws(APIError) -> FederatedObject {
    guard let patch = FederationObjects.spec(of: object, in: namespace) else { return object }
    return FederatedObject(
      object.kind, try await writer.merge(patch, into: object.object, of: object.kind.resource))
  }

  /// Makes a binding what it should be; one to another role is made anew, since its role is for ever.
  func bind(
    _ desired: JSONValue, of resource: APIResource, over current: APIObject?
  ) async throws(APIError) {
    do throws(APIError) {
      try await writer.apply(desired, of: resource, over: current)
    } catch .refused(let refusal) where refusal.code == 422 {
      let key = ObjectKey(
        namespace: desired["metadata", "namespace"]?.string ?? "",
        name: desired["metadata", "name"]?.string ?? "")
      guard let found = try await writer.fresh(key, of: resource), let role = desired["roleRef"],
        found.json["roleRef"]?.contains(role) != true
      else { throw .refused(refusal) }
      try await writer.delete(found, of: resource)
      try await writer.apply(desired, of: resource, over: nil)
    } catch {
      throw error
    }
  }

  /// What follows from an error: what an administrator has to put right is said in the object.
  func settle(
    _ error: APIError, of object: FederatedObject
  ) async throws(APIError) -> Outcome {
    guard case .refused(let refusal) = error else { throw error }
    switch refusal.code {
    case 404 where object.isTerminating: return .again(after: .seconds(1))
    case 403, 422:
      if let now = try await writer.fresh(object.key, of: object.kind.resource) {
        try await report(.failed(refusal.message), of: FederatedObject(object.kind, now))
      }
    default: break
    }
    throw error
  }

  /// Whether the kind itself is being taken out of the cluster, with all its objects, or is not there
  /// any more.
  ///
  /// The objects go then because the system is uninstalled, and not because somebody wants their
  /// namespaces gone.
  func isUninstalled(_ kind: FederatedObject.Kind) async throws(APIError) -> Bool {
    var resources = [APIResource.federatedClusters]
    if kind == .furtherNamespace { resources.append(.furtherNamespaces) }
    for resource in resources {
      let definition = try await writer.fresh(resource.definition, of: .definitions)
      if definition?.metadata.isTerminating ?? true { return true }
    }
    return false
  }
}
