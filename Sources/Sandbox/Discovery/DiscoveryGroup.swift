import JSON
import KubernetesAPI

/// One API group in discovery.
struct DiscoveryGroup: Sendable {
  let name: String
  /// The resources by name.
  let resources: [Resource]
  /// The served versions, the preferred first.
  let versions: [String]

  init(name: String, resources: [Resource]) {
    self.name = name
    self.resources = resources.sorted {
      $0.names.plural.utf8.lexicographicallyPrecedes($1.names.plural.utf8)
    }
    let served = Set(resources.flatMap { $0.versions.filter(\.isServed).map(\.name) })
    versions = served.sorted { KubeVersion($0) > KubeVersion($1) }
  }

  /// The groups of Kubernetes by their priority (`controlplane/apiserver`, `APIServicePriority`);
  /// others come after them by name.
  private static let priorities = [
    "", "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io",
    "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "networking.k8s.io",
    "policy", "rbac.authorization.k8s.io", "storage.k8s.io", "admissionregistration.k8s.io",
    "apiextensions.k8s.io", "scheduling.k8s.io", "coordination.k8s.io", "node.k8s.io",
    "discovery.k8s.io", "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
    "internal.apiserver.k8s.io", "storagemigration.k8s.io",
  ]

  /// What groups are sorted by.
  var order: (Int, String) {
    (Self.priorities.firstIndex(of: name) ?? Self.priorities.count, name)
  }

  private func groupVersion(_ version: String) -> String {
    name.isEmpty ? version : "\(name)/\(version)"
  }

  /// The `APIGroup`; alone with its kind, in a list without.
  func document(isAlone: Bool) -> JSONValue {
    let entries = versions.map { version -> JSONValue in
      ["groupVersion": .string(groupVersion(version)), "version": .string(version)]
    }
    var members: JSONObject = isAlone ? ["kind": "APIGroup", "apiVersion": "v1"] : [:]
    members["name"] = .string(name)
    members["versions"] = .array(entries)
    members["preferredVersion"] = entries.first
    return .object(members)
  }

  /// The `APIResourceList` of a version; nil when it is not served.
  func resourceList(_ version: String) -> JSONValue? {
    guard versions.contains(version) else { return nil }
    var members: JSONObject = ["kind": "APIResourceList"]
    if !name.isEmpty { members["apiVersion"] = "v1" }
    members["groupVersion"] = .string(groupVersion(version))
    members["resources"] = .array(
      resources.flatMap { resource in
        resource.version(version).map { DiscoveryEntry(resource, $0).legacy } ?? []
      })
    return .object(members)
  }

  /// The `APIGroupDiscovery` with everything in it.
  var aggregated: JSONValue {
    let entries = versions.map { version -> JSONValue in
      [
        "version": .string(version),
        "resources": .array(
          resources.compactMap { resource in
            resource.version(version).map { DiscoveryEntry(resource, $0).aggregated }
          }),
        "freshness": "Current",
      ]
    }
    return [
      "metadata": name.isEmpty ? [:] : ["name": .string(name)], "versions": .array(entries),
    ]
  }
}
