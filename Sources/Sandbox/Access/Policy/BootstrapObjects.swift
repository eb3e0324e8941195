import JSON

/// What else a cluster has from its start, without what the server adds.
enum BootstrapObjects {
  /// The namespaces of the system and the one for everybody
  /// (`pkg/controlplane/controller/systemnamespaces`).
  static let namespaces: [JSONValue] = [
    "default", "kube-node-lease", "kube-public", "kube-system",
  ].map { name in
    ["kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(name)]]
  }

  /// The classes of what must run (`pkg/apis/scheduling/v1/helpers.go`).
  static let priorityClasses: [JSONValue] = [
    priorityClass(
      "system-node-critical", 2_000_001_000,
      "Used for system critical pods that must not be moved from their current node."),
    priorityClass(
      "system-cluster-critical", 2_000_000_000,
      "Used for system critical pods that must run in the cluster, but can be moved to another "
        + "node if necessary."),
  ]

  /// The service by which pods would reach the server (`pkg/controlplane/controller`).
  static let service: JSONValue = [
    "kind": "Service", "apiVersion": "v1",
    "metadata": [
      "name": "kubernetes", "namespace": "default",
      "labels": ["component": "apiserver", "provider": "kubernetes"],
    ],
    "spec": [
      "ports": [["name": "https", "protocol": "TCP", "port": 443, "targetPort": 6443]],
      "clusterIP": "10.96.0.1", "type": "ClusterIP", "sessionAffinity": "None",
      "ipFamilyPolicy": "SingleStack", "internalTrafficPolicy": "Cluster",
    ],
  ]

  private static func priorityClass(
    _ name: String, _ value: Int, _ description: String
  ) -> JSONValue {
    [
      "kind": "PriorityClass", "apiVersion": "scheduling.k8s.io/v1",
      "metadata": ["name": .string(name)], "value": .int(value),
      "description": .string(description), "preemptionPolicy": "PreemptLowerPriority",
    ]
  }
}
