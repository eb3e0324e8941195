package import KubernetesAPI

extension OwnerReference {
  /// Whether the owner is said to be a tenant; the policies guard such references, and no others.
  package var isTenant: Bool { kind == "Tenant" && group == "capsule.clastix.io" }
}
