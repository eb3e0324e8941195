import JSON
import KubernetesAPI

/// The documents that say what is served.
struct Discovery: Sendable {
  /// The groups in their order, each with its resources by name.
  let groups: [DiscoveryGroup]
  /// What `/api` says the server is reached at.
  let serverAddress: String

  /// - Parameter resources: everything that is served, `Catalog.all`.
  init(resources: [Resource], serverAddress: String = "127.0.0.1:6443") {
    var byGroup: [String: [Resource]] = [:]
    for resource in resources { byGroup[resource.group, default: []].append(resource) }
    groups = byGroup.map { DiscoveryGroup(name: $0.key, resources: $0.value) }
      .filter { !$0.versions.isEmpty }
      .sorted { $0.order < $1.order }
    self.serverAddress = serverAddress
  }

  /// The document at a path such as `/apis` or `/apis/apps/v1`; nil when there is none.
  ///
  /// - Parameter aggregated: the form asked for; only `/api` and `/apis` have one.
  func document(path: String, aggregated: DiscoveryForm? = nil) -> JSONValue? {
    let parts = path.split(separator: "/").map(String.init)
    switch (parts.first, parts.count) {
    case ("api", 1):
      return aggregated.map { list($0, groups.filter(\.name.isEmpty)) } ?? legacyVersions
    case ("apis", 1):
      let named = groups.filter { !$0.name.isEmpty }
      return aggregated.map { list($0, named) } ?? groupList(named)
    case ("api", 2): return group("")?.resourceList(parts[1])
    case ("apis", 2): return group(parts[1])?.document(isAlone: true)
    case ("apis", 3): return group(parts[1])?.resourceList(parts[2])
    default: return nil
    }
  }

  /// The text of a path that leads nowhere, as `text/plain; charset=utf-8`.
  static let unknownPath = "404 page not found\n"

  private func group(_ name: String) -> DiscoveryGroup? { groups.first { $0.name == name } }

  private var legacyVersions: JSONValue {
    [
      "kind": "APIVersions", "versions": .strings(group("")?.versions ?? []),
      "serverAddressByClientCIDRs": [
        ["clientCIDR": "0.0.0.0/0", "serverAddress": .string(serverAddress)]
      ],
    ]
  }

  private func groupList(_ groups: [DiscoveryGroup]) -> JSONValue {
    [
      "kind": "APIGroupList", "apiVersion": "v1",
      "groups": .array(groups.map { $0.document(isAlone: false) }),
    ]
  }

  private func list(_ form: DiscoveryForm, _ groups: [DiscoveryGroup]) -> JSONValue {
    [
      "kind": "APIGroupDiscoveryList",
      "apiVersion": .string("apidiscovery.k8s.io/\(form.rawValue)"), "metadata": [:],
      "items": .array(groups.map(\.aggregated)),
    ]
  }
}
