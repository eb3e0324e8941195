internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Ownership

/// What is known of tenants, and by what it is found.
struct Tenants: Sendable {
  let settings: ControllerSettings
  let writer: ObjectWriter
  let capsule: CapsuleOperator
  /// All tenants.
  let informer = Informer(APIResource.tenants.collection())
  /// All namespaces.
  let namespaces: Informer
  /// The role bindings that were made for tenants.
  let bindings: Informer
  /// The namespaces by the tenants that they name.
  let byMention: Index<String>
  /// The tenants by the namespaces that their status names.
  let byNamespace: Index<String>
  /// The role bindings by the tenant that they were made for.
  let byTenant: Index<String>

  init(_ context: ControllerContext) {
    let capsule = CapsuleOperator(isMinded: !context.settings.selection.named.contains(.tenants))
    let mayWrite = context.mayWrite
    settings = context.settings
    self.capsule = capsule
    writer = ObjectWriter(
      client: context.client, manager: ControllerName.tenants.fieldManager,
      mayWrite: { mayWrite() && !capsule.isRunning }, now: context.now)
    namespaces = context.namespaces
    bindings = context.informer(of: .roleBindings, madeBy: .tenants)
    byMention = namespaces.index(by: Self.mentions)
    byNamespace = informer.index(by: Self.namespaces)
    byTenant = bindings.index(by: Self.tenant)
  }

  /// The tenant of a name.
  subscript(name: String) -> APIObject? { informer[ObjectKey(name: name)] }

  /// The namespaces that name a tenant, or that the tenant's status names, in order.
  func candidates(of tenant: APIObject) -> [APIObject] {
    var found: [ObjectKey: APIObject] = [:]
    for namespace in byMention[tenant.key.name] { found[namespace.key] = namespace }
    for name in Self.namespaces(of: tenant) {
      let key = ObjectKey(name: name)
      if found[key] == nil { found[key] = namespaces[key] }
    }
    return found.values.sorted { $0.key < $1.key }
  }

  /// Has what changes looked at by the names of tenants.
  func follow(_ look: @escaping @Sendable (Set<String>) -> Void) {
    let (informer, byMention, byNamespace) = (informer, byMention, byNamespace)
    informer.look { keys in
      var names = Set(keys.map(\.name))
      // What names this one and another is the other's, once this one is gone.
      for key in keys where informer[key] == nil {
        for namespace in byMention[key.name] { names.formUnion(Self.mentions(in: namespace)) }
      }
      look(names)
    }
    namespaces.index(by: Self.mentions, changed: look)
    namespaces.look { keys in
      let names = Set(keys.flatMap { byNamespace[$0.name].map(\.key.name) })
      if !names.isEmpty { look(names) }
    }
    bindings.index(by: Self.tenant, changed: look)
  }

  /// Everybody whom something names as a tenant.
  var allNames: Set<String> {
    Set(informer.store.snapshot.keys.map(\.name))
      .union(bindings.store.snapshot.values.flatMap(Self.tenant))
  }

  // MARK: What objects say

  /// The tenants that a namespace names: as its own, as its owners, or as whom it is given to.
  private static func mentions(in namespace: APIObject) -> [String] {
    let metadata = namespace.metadata
    var names = Set(
      metadata.ownerReferences.filter(\.isTenant).map(\.name))
    if let label = metadata.labels[OwnershipIndex.tenantLabel] { names.insert(label) }
    if let adoption = metadata.annotations[Claimant.adoption], adoption.hasPrefix("Tenant/") {
      names.insert(String(adoption.dropFirst("Tenant/".count)))
    }
    return names.sorted()
  }

  static func namespaces(of tenant: APIObject) -> [String] {
    (tenant.json["status", "namespaces"]?.array ?? []).compactMap(\.string)
  }

  private static func tenant(of binding: APIObject) -> [String] {
    binding.metadata.labels[OwnershipIndex.tenantLabel].map { [$0] } ?? []
  }
}
