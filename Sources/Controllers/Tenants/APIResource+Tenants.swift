package import Kubernetes

extension APIResource {
  /// The group of Capsule's resources.
  static let capsule = "capsule.clastix.io"

  /// Tenants, in the version that all of them are stored in.
  package static let tenants = APIResource(
    group: capsule, version: "v1beta2", plural: "tenants", kind: "Tenant")

  /// What Capsule's own operator is set up by, in each of its versions.
  static let capsuleConfigurations = ["v1beta2", "v1alpha1"].map { version in
    APIResource(
      group: capsule, version: version, plural: "capsuleconfigurations",
      kind: "CapsuleConfiguration")
  }
}
