package import JSON
package import KubernetesAPI

/// What is read of a `capsule.clastix.io` Tenant, in whichever of its shapes.
///
/// Readers go by the fields that are present and never by `apiVersion`: the versions share one
/// schema without conversion. A part that is not of its type selects nothing and is a problem; it
/// never widens what another part selects.
package struct Tenant: Sendable {
  /// The name.
  package let name: String
  /// The identity across time.
  package let uid: String
  /// The namespaces that the status names, in its order.
  package let namespaces: [String]
  /// The parts that cannot be used.
  package let problems: [Problem]

  /// Each owner's operations; an owner without any is an owner still.
  let owners: [Principal: [FilteredResource: Operations]]
  /// What the tenant selects of each class; every class has a rule at least.
  let rules: [FilteredResource: [Rule]]

  /// Reads a tenant from its object.
  ///
  /// Throws when the metadata is none; everything else that is wrong is in ``problems``.
  package init(_ object: JSONValue) throws(FieldError) {
    self.init(metadata: try ObjectMeta(of: object), object: object)
  }

  /// Reads a tenant from its object, whose metadata has been read before.
  package init(metadata: ObjectMeta, object: JSONValue) {
    var reader = TenantReader(metadata: metadata, object: object)
    self.name = metadata.name
    self.uid = metadata.uid
    self.owners = reader.owners()
    self.rules = reader.rules()
    self.namespaces = reader.namespaces()
    self.problems = reader.problems
  }

  /// The rules by which an owner is shown a class at all; none without an operation.
  func rules(showing resource: FilteredResource, to owner: Principal) -> [Rule] {
    guard owners[owner]?[resource]?.isEmpty == false else { return [] }
    return rules[resource] ?? []
  }
}
