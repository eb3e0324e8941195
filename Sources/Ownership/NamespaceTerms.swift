package import JSON
package import KubernetesAPI

/// What a tenant says of the namespaces that its owners may make.
///
/// It is read of the tenant as it is now, whenever something is made. What is not of its type
/// allows nothing.
package struct NamespaceTerms: Sendable {
  /// The tenant as it was read.
  package let tenant: JSONValue
  /// The tenant's name.
  package let name: String
  /// The tenant's identity across time.
  package let uid: String
  /// The most namespaces; nil for no limit.
  package let quota: Int?
  /// Whether names have to begin with the tenant's name and a dash.
  package let forcesPrefix: Bool
  /// Whether nothing may be made for now.
  package let isCordoned: Bool
  /// Whether the tenant is being deleted.
  package let isTerminating: Bool
  /// What labels a namespace gets, and may not have.
  package let labels: MetadataTerms
  /// What annotations a namespace gets, and may not have.
  package let annotations: MetadataTerms
  private let owners: Set<Principal>

  /// Reads a tenant; throws when its metadata is none.
  package init(_ tenant: JSONValue) throws(FieldError) {
    let metadata = try ObjectMeta(of: tenant)
    self.tenant = tenant
    name = metadata.name
    uid = metadata.uid
    isTerminating = metadata.isTerminating
    var reader = TenantReader(metadata: metadata, object: tenant)
    owners = Set(reader.owners().keys)
    let spec = tenant["spec"]
    quota = [spec?["namespaceQuota"], spec?["namespaceOptions", "quota"]]
      .compactMap(Self.quota).min()
    forcesPrefix = Self.isOn(spec?["forceTenantPrefix"])
    isCordoned =
      Self.isOn(spec?["cordoned"]) || metadata.labels["capsule.clastix.io/cordon"] == "enabled"
    labels = MetadataTerms(of: tenant, annotations: metadata.annotations, word: "labels")
    annotations = MetadataTerms(
      of: tenant, annotations: metadata.annotations, word: "annotations")
  }

  /// Whether the user owns the tenant.
  package func isOwned(by user: UserInfo) -> Bool {
    owners.contains(Principal(username: user.username))
      || user.groups.contains { group in Principal(group: group).map(owners.contains) ?? false }
  }

  /// A limit, where there is one.
  private static func quota(_ value: JSONValue?) -> Int? {
    guard let value, !value.isNull else { return nil }
    return max(0, value.int ?? 0)
  }

  private static func isOn(_ value: JSONValue?) -> Bool {
    guard let value, !value.isNull else { return false }
    return value.bool ?? true
  }
}
