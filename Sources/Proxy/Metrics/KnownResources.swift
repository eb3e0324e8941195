internal import KubernetesAPI
internal import Ownership

/// The resources that numbers are told of by name: those that are filtered, and those of every cluster.
///
/// Everything else counts as one: names come from callers, and each would be kept for ever.
enum KnownResources {
  /// What stands in the place of a name that is not known.
  static let other = 0
  /// What stands there for a request that is for no resource.
  static let none = 1

  /// The resources of every cluster, by their groups.
  private static let everywhere: KeyValuePairs<String, [String]> = [
    "": [
      "pods", "services", "configmaps", "secrets", "serviceaccounts", "events", "endpoints",
      "persistentvolumeclaims", "resourcequotas", "limitranges", "replicationcontrollers",
    ],
    "apps": ["deployments", "daemonsets", "statefulsets", "replicasets"],
    "batch": ["jobs", "cronjobs"],
    "networking.k8s.io": ["ingresses", "networkpolicies"],
    "rbac.authorization.k8s.io": [
      "roles", "rolebindings", "clusterroles", "clusterrolebindings",
    ],
    "coordination.k8s.io": ["leases"],
    "autoscaling": ["horizontalpodautoscalers"],
    "policy": ["poddisruptionbudgets"],
    "discovery.k8s.io": ["endpointslices"],
    "events.k8s.io": ["events"],
    "metrics.k8s.io": ["pods"],
    "apiextensions.k8s.io": ["customresourcedefinitions"],
    "authentication.k8s.io": ["selfsubjectreviews", "tokenreviews"],
    "authorization.k8s.io": [
      "selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews",
    ],
  ]

  private static let resources: [GroupResource] =
    FilteredResource.allCases.map(\.groupResource)
    + everywhere.flatMap { group, names in
      names.map { GroupResource(group: group, resource: $0) }
    }

  /// The values of the label, by the numbers that ``number(of:)`` gives.
  static let labels = ["other", "none"] + resources.map(\.description)

  private static let numbers = Dictionary(
    uniqueKeysWithValues: zip(resources, 2...).map { ($0, $1) })

  /// The number of a resource.
  static func number(of resource: GroupResource) -> Int { numbers[resource] ?? other }

  /// The number of a filtered resource.
  static func number(of resource: FilteredResource) -> Int { resource.rawValue + 2 }
}
