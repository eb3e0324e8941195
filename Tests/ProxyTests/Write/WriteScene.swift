import Decide
import JSON
import KubernetesAPI
import Ownership
import TestSupport

@testable import Proxy
@testable import Wire

/// Alice's writes of one object, decided beforehand.
struct WriteScene: Sendable {
  struct NoSelection: Error {}

  /// A node of alice's tenant.
  static let node: JSONValue = [
    "kind": "Node", "apiVersion": "v1",
    "metadata": [
      "name": "worker-1", "uid": "uid-1", "resourceVersion": "1",
      "labels": [
        "pool": "oil", "kubernetes.io/hostname": "worker-1",
        "node-restriction.kubernetes.io/tier": "a",
      ],
      "annotations": ["a": "b"],
    ],
    "spec": ["podCIDR": "10.0.0.0/24"],
  ]

  /// A class of alice's tenant.
  static let storageClass: JSONValue = [
    "kind": "StorageClass", "apiVersion": "storage.k8s.io/v1",
    "metadata": ["name": "custom", "uid": "uid-2", "resourceVersion": "1"],
    "provisioner": "example.com/disk", "allowVolumeExpansion": false,
  ]

  let upstream: WriteUpstream
  private let resource: FilteredResource
  private let name: String
  let path: String
  var allowsClusterDefaults = false
  /// What the client is taken to accept.
  var accept = "application/json"
  /// Tenants beside alice's, as objects.
  var others: [JSONValue] = []
  /// Whether requests are decided by what alice owns, and by nothing else.
  var isDecided = false
  /// Answers before the upstream does.
  var script: @Sendable (TestServer.Received) -> TestServer.Answer? = { _ in nil }

  init(_ object: JSONValue = Self.node, of resource: FilteredResource = .nodes) {
    self.resource = resource
    name = object["metadata", "name"]?.string ?? ""
    let group = resource.groupResource.group
    path =
      (group.isEmpty ? "/api/v1" : "/apis/\(group)/v1") + "/\(resource.groupResource.resource)"
      + "/\(name)"
    upstream = WriteUpstream(object, at: path, resource: resource.groupResource)
  }

  /// The tenant oil, whose nodes and classes alice may change, and others.
  private static func view(_ others: [JSONValue] = []) throws -> View {
    let operations: JSONValue = ["List", "Update", "Delete"]
    let tenant: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant",
      "metadata": ["name": "oil", "uid": "t-oil"],
      "spec": [
        "owners": [
          [
            "kind": "User", "name": "alice",
            "proxySettings": [
              ["kind": "Nodes", "operations": operations],
              ["kind": "StorageClasses", "operations": operations],
              ["kind": "IngressClasses", "operations": operations],
            ],
          ]
        ],
        "nodeSelector": ["pool": "oil"],
        "storageClasses": ["allowed": ["custom"]],
        "ingressOptions": ["allowedClasses": ["allowed": ["custom"]]],
      ],
    ]
    var index = OwnershipIndex()
    for tenant in [tenant] + others { index.set(tenant: try Tenant(tenant)) }
    return index.view(now: 1)
  }

  /// What of it the tenant lets alice change.
  static func selection(of resource: FilteredResource) throws -> Selection {
    let alice = UserInfo(username: "alice", groups: ["system:authenticated"])
    guard let selection = try view().selection(of: resource, for: alice, operation: .update) else {
      throw NoSelection()
    }
    return selection
  }

  /// Runs `body` with a stage whose proxy takes each request for a write of the object.
  func run<Value: Sendable>(
    _ body: @escaping @Sendable (Stage) async throws -> Value
  ) async throws -> Value {
    let selection = try Self.selection(of: resource)
    let caller = try Caller(
      Identity(
        user: UserInfo(username: "alice", groups: ["system:authenticated"]), proof: .bearerToken))
    var scene = Scene()
    scene.script = { [script, upstream] in script($0) ?? upstream.answer($0) }
    scene.serve = { await serve($0, $1, caller, selection) }
    return try await Stage.run(scene, body)
  }

  private func serve(
    _ service: ProxyService, _ connection: ServerConnection, _ caller: Caller,
    _ selection: Selection
  ) async {
    do {
      let service = ProxyService(
        authenticator: service.authenticator, rules: service.rules, policy: service.policy,
        upstream: service.upstream, accessReviews: service.accessReviews,
        view: PublishedView(try Self.view(others)), pages: service.pages,
        marks: service.marks, tls: service.tls, logger: service.logger,
        allowsClusterDefaults: allowsClusterDefaults)
      guard !isDecided else { return await service.serve(connection) }
      while try await connection.nextRequest() {
        let request = try ResourceRequest(
          method: connection.request.method, target: connection.request.target)
        let group = "\(resource.groupResource)"
        let writing = Writing(
          resource: resource, name: name, selection: selection,
          readGroup: "bailiwick:read:\(group)", writeGroup: "bailiwick:write:\(group)",
          decidingLabels: ["pool"], path: path, query: request.query, accept: accept)
        let exchange = Exchange(
          connection: connection, upstream: service.upstream,
          pools: service.upstream.pools(of: connection.transport.loop),
          hop: try service.upstream.hop(for: connection.transport.peer), record: RequestRecord(),
          lease: BufferLease(of: BufferBudget(limit: 512 << 20)))
        try await service.write(exchange, writing, caller)
        guard connection.canContinue else { return }
      }
    } catch {}
  }
}
