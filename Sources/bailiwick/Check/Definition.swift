import Rights

/// A group of kinds that the program has to find in the API server.
struct Definition: Sendable {
  let group: String
  /// The versions that it can read, any of which will do.
  let versions: [String]
  /// Whose it is; nil where the proxy itself reads it.
  let system: System?
  let symptom: String
  let manifest: String

  static let all = [
    Definition(
      group: "capsule.clastix.io", versions: ["v1beta2", "v1beta1", "v1alpha1"], system: nil,
      symptom: "nobody owns anything by a tenant", manifest: "config/crd/tenants.yaml"),
    Definition(
      group: "netsys.io", versions: ["v1"], system: .dispatch,
      symptom: "there can be no users of Dispatch", manifest: "config/crd/dispatch.yaml"),
    Definition(
      group: "slateci.io", versions: ["v1alpha2"], system: .federation,
      symptom: "there can be no federated clusters", manifest: "config/crd/federation.yaml"),
  ]

  func isAsked(by installation: Installation) -> Bool {
    system.map(installation.systems.contains) ?? true
  }
}
