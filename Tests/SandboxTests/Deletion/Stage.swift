import JSON
import KubernetesAPI
import Wire

@testable import Sandbox

// What the tests of deletion and of the controllers stand on.

extension Resource {
  /// A resource with nothing but its names.
  static func plain(
    _ plural: String, _ kind: String, group: String = "", isNamespaced: Bool = true,
    definition: String? = nil
  ) -> Resource {
    var resource = Resource(
      group: group, names: Names(plural: plural, kind: kind), isNamespaced: isNamespaced,
      versions: [ResourceVersion(name: "v1", schema: .any)])
    resource.definition = definition
    return resource
  }

  static let stagedNamespace = plain("namespaces", "Namespace", isNamespaced: false)
  static let stagedConfigMap = plain("configmaps", "ConfigMap")
  static let stagedSecret = plain("secrets", "Secret")
  static let stagedServiceAccount = plain("serviceaccounts", "ServiceAccount")
  static let stagedPod = plain("pods", "Pod")
  static let stagedService = plain("services", "Service")
  static let stagedQuota = plain("resourcequotas", "ResourceQuota")
  static let stagedNode = plain("nodes", "Node", isNamespaced: false)
  static let stagedDeployment = plain("deployments", "Deployment", group: "apps")
  static let stagedJob = plain("jobs", "Job", group: "batch")
  static let stagedEvent = plain("events", "Event")
  static let stagedClusterRole = plain(
    "clusterroles", "ClusterRole", group: "rbac.authorization.k8s.io", isNamespaced: false)
  static let stagedDefinition = plain(
    "customresourcedefinitions", "CustomResourceDefinition", group: "apiextensions.k8s.io",
    isNamespaced: false)
  static let stagedWidget = plain(
    "widgets", "Widget", group: "lab.example.com", definition: "widgets.lab.example.com")

  static let staged: [Resource] = [
    stagedNamespace, stagedConfigMap, stagedSecret, stagedServiceAccount, stagedPod, stagedService,
    stagedQuota, stagedNode, stagedDeployment, stagedJob, stagedEvent, stagedClusterRole,
    stagedDefinition,
  ]
}

extension JSONValue {
  /// An object of a resource, with an identity that tells where it is.
  static func staged(
    _ resource: Resource, _ name: String, in namespace: String = "", metadata: JSONValue = [:],
    _ rest: JSONValue = [:]
  ) -> JSONValue {
    var object: JSONValue = [
      "kind": .string(resource.names.kind), "apiVersion": .string(resource.apiVersion("v1")),
      "metadata": ["name": .string(name)],
    ]
    if !namespace.isEmpty { object["metadata"]?["namespace"] = .string(namespace) }
    object["metadata"]?["uid"] = .string(
      "\(resource.names.plural)/\(namespace)/\(name)")
    for (key, value) in metadata.object ?? [:] { object["metadata"]?[key] = value }
    for (key, value) in rest.object ?? [:] { object[key] = value }
    return object
  }

  /// A namespace as it is right after its creation.
  static func stagedNamespace(_ name: String) -> JSONValue {
    staged(
      .stagedNamespace, name,
      ["spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"]])
  }
}

extension Timestamp {
  /// The second 2026-11-21T23:26:34Z.
  static let then = Timestamp(seconds: 1_795_303_594)
}
