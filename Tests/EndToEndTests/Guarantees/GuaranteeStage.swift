import Harness
import JSON
import Wire

/// A cluster with the tenant of gwen and gary, and the two ways to it.
struct GuaranteeStage: Sendable {
  let cluster: Cluster
  private let admin: HTTPAsker

  private actor Shared {
    private var starting: [Ground: Task<GuaranteeStage, any Error>] = [:]

    func stage(_ ground: Ground) async throws -> GuaranteeStage {
      let task =
        starting[ground]
        ?? Task { try await GuaranteeStage(Cluster.ready(ground, for: .thatChangeWhatIsShared)) }
      starting[ground] = task
      return try await task.value
    }
  }

  private static let shared = Shared()

  static func ready(_ ground: Ground) async throws -> GuaranteeStage {
    try await shared.stage(ground)
  }

  private init(_ cluster: Cluster) async throws {
    self.cluster = cluster
    admin = try cluster.asker(.admin, .direct)
    try await defineNodeMetrics()
    let tenant = try await make(Self.tenant)
    for resource in GuaranteedResource.all where resource.kind != "Tenant" {
      var own = resource.object(GuaranteedResource.own, labels: Self.labels)
      if resource.kind == "Namespace" {
        own["metadata"]?["ownerReferences"] = [
          [
            "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
            "name": .string(GuaranteedResource.own), "uid": tenant["metadata", "uid"] ?? "",
          ]
        ]
      }
      _ = try await make(own, of: resource)
    }
    for resource in GuaranteedResource.all {
      _ = try await make(resource.object(GuaranteedResource.other), of: resource)
    }
    try await untilKnown()
  }

  private static let labels: [String: JSONValue] = [
    "capsule.clastix.io/tenant": .string(GuaranteedResource.own), "pool": "guarantees",
  ]

  private static var tenant: JSONValue {
    let kinds: [JSONValue] = [
      "Nodes", "StorageClasses", "IngressClasses", "PriorityClasses", "RuntimeClasses",
      "PersistentVolumes",
    ]
    func owner(_ user: User, _ operations: JSONValue) -> JSONValue {
      [
        "kind": "User", "name": .string(user.rawValue),
        "proxySettings": .array(kinds.map { ["kind": $0, "operations": operations] }),
      ]
    }
    let classes: JSONValue = ["allowedRegex": "^gwen-"]
    return [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": .string(GuaranteedResource.own)],
      "spec": [
        "owners": [owner(.gwen, ["List", "Update", "Delete"]), owner(.gary, ["List"])],
        "nodeSelector": ["pool": "guarantees"], "storageClasses": classes,
        "ingressOptions": ["allowedClasses": classes], "priorityClasses": classes,
        "runtimeClasses": classes,
      ],
    ]
  }

  private func make(_ tenant: JSONValue) async throws -> JSONValue {
    guard let resource = GuaranteedResource.all.first(where: { $0.kind == "Tenant" }) else {
      throw Timeout("no tenants")
    }
    return try await make(tenant, of: resource)
  }

  private func make(_ object: JSONValue, of resource: GuaranteedResource) async throws -> JSONValue
  {
    let answer = try await admin.ask(
      "POST", resource.path, [("Content-Type", "application/json")], body: object.encoded())
    guard answer.status == 201 else { throw Timeout("making \(resource)", answer.text) }
    return try JSONValue(parsing: answer.body)
  }

  /// Node metrics as a custom resource: what serves them otherwise is a server of its own.
  private func defineNodeMetrics() async throws {
    let definition: JSONValue = [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": [
        "name": "nodes.metrics.k8s.io",
        "annotations": ["api-approved.kubernetes.io": "unapproved, for tests"],
      ],
      "spec": [
        "group": "metrics.k8s.io", "scope": "Cluster",
        "names": ["kind": "NodeMetrics", "plural": "nodes"],
        "versions": [
          [
            "name": "v1beta1", "served": true, "storage": true,
            "schema": [
              "openAPIV3Schema": [
                "type": "object", "x-kubernetes-preserve-unknown-fields": true,
              ]
            ],
          ]
        ],
      ],
    ]
    let answer = try await admin.ask(
      "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      [("Content-Type", "application/json")], body: definition.encoded())
    guard answer.status == 201 else { throw Timeout("defining metrics", answer.text) }
    try await eventually("node metrics to be served") {
      try await admin.ask("GET", "/apis/metrics.k8s.io/v1beta1/nodes").status == 200
    }
  }

  /// Waits until the proxy knows of everything.
  private func untilKnown() async throws {
    for user in [User.gwen, .gary] {
      let asker = try cluster.asker(user, .proxy)
      for resource in GuaranteedResource.all {
        try await eventually("\(user)'s \(resource)") {
          let answer = try await asker.ask("GET", resource.path)
          return answer.status == 200 && answer.text.contains(GuaranteedResource.own)
        }
      }
    }
  }
}
