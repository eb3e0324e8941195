import JSON
import Kubernetes
import KubernetesAPI
import Synchronization
import Testing

@testable import Controllers

/// To whom namespaces are given.
@Suite(.timeLimit(.minutes(5))) struct `Claims of namespaces` {
  private static let one = Claimant(kind: "Cluster", name: "one", uid: "uid-1")
  private static let other = Claimant(kind: "Cluster", name: "other", uid: "uid-2")

  private let cluster: StagedCluster
  private let claims: NamespaceClaims

  init() throws {
    cluster = try StagedCluster()
    let context = cluster.context()
    claims = NamespaceClaims(context, writer: context.writer(.federation))
  }

  private func namespace(_ name: String) async throws -> APIObject {
    try #require(try await cluster.object(.namespaces, name))
  }

  private func told(_ outcome: NamespaceClaims.Outcome) -> String {
    switch outcome {
    case .held: "held"
    case .refused(let refusal): refusal.reason.rawValue
    case .terminating: "terminating"
    }
  }

  private func claim(
    _ name: String, for claimant: Claimant = one, uid: String? = nil
  ) async throws -> String {
    told(try await claims.claim(name, for: claimant, uid: uid))
  }

  @Test func `a free name is made a namespace, which has one claimant from then on`() async throws {
    #expect(try await claim("n") == "held")
    let made = try await namespace("n")
    #expect(Claimant(of: made.metadata) == Self.one)
    #expect(made.metadata.labels[Claimant.label] == Self.one.labelValue)
    #expect(try await claim("n", for: Self.other) == "NamespaceTaken")
    #expect(try await claim("n") == "held")
    #expect(try await namespace("n").resourceVersion == made.resourceVersion)
  }

  @Test(arguments: ["kube-system", "default", "bailiwick-system", "kube-new", "A", "a.b", ""])
  func `a protected or impossible name is nobody's`(name: String) async throws {
    let before = cluster.faults.writes
    #expect(try await claim(name) == "NamespaceForbidden")
    #expect(try await claims.delete(name, of: Self.one))
    #expect(cluster.faults.writes == before)
  }

  @Test func `a namespace that exists is given by an administrator's annotation alone`()
    async throws
  {
    try await cluster.apply(APIResource.namespaces.object(ObjectKey(name: "n")), .namespaces)
    #expect(try await claim("n") == "NamespaceTaken")
    #expect(try await namespace("n").metadata.labels[Claimant.label] == nil)
    for (kind, isGiven) in [("Cluster/other", false), ("Cluster/one", true)] {
      try await cluster.apply(
        APIResource.namespaces.object(
          ObjectKey(name: "n"), annotations: [Claimant.adoption: kind]), .namespaces)
      #expect(try await claim("n") == (isGiven ? "held" : "NamespaceTaken"))
    }
    #expect(try await namespace("n").metadata.annotations[Claimant.adoption] == nil)
    #expect(try await claim("n", for: Self.other) == "NamespaceTaken")
  }

  @Test func `a claimed namespace is not given away by an annotation`() async throws {
    #expect(try await claim("n") == "held")
    try await cluster.apply(
      APIResource.namespaces.object(
        ObjectKey(name: "n"), annotations: [Claimant.adoption: "Cluster/other"]), .namespaces)
    #expect(try await claim("n", for: Self.other) == "NamespaceTaken")
    #expect(Claimant(of: try await namespace("n").metadata) == Self.one)
  }

  @Test func `the namespace of an object that is no more is given to the one of its name`()
    async throws
  {
    #expect(try await claim("n") == "held")
    let anew = Claimant(kind: "Cluster", name: "one", uid: "uid-3")
    #expect(try await claim("n", for: anew) == "NamespaceTaken")
    try await cluster.apply(
      APIResource.namespaces.object(
        ObjectKey(name: "n"), annotations: [Claimant.adoption: "Cluster/one"]), .namespaces)
    #expect(NamespaceClaims.isOpen(try await namespace("n"), to: anew))
    #expect(!NamespaceClaims.isOpen(try await namespace("n"), to: Self.other))
    #expect(try await claim("n", for: anew) == "held")
    #expect(try await claim("n") == "NamespaceTaken")
  }

  @Test func `a namespace that is given away names where its claimant is`() {
    let further = Claimant(kind: "ClusterNS", namespace: "cluster1", name: "n", uid: "u")
    #expect(further.adoptionValue == "ClusterNS/cluster1/n")
    #expect(Self.one.adoptionValue == "Cluster/one")
  }

  @Test func `a namespace made anew under the name is another's`() async throws {
    #expect(try await claim("n") == "held")
    let old = try await namespace("n").uid
    try await cluster.run(.none) { [cluster] in
      try await cluster.delete(.namespaces, "n")
      try await cluster.eventually("it is gone") {
        try await cluster.object(.namespaces, "n") == nil
      }
    }
    try await cluster.apply(APIResource.namespaces.object(ObjectKey(name: "n")), .namespaces)
    #expect(try await claim("n", uid: old) == "NamespaceTaken")
    #expect(try await claims.delete("n", of: Self.one))
    #expect(try await !namespace("n").metadata.isTerminating)
  }

  @Test func `marks that were taken off are put back on the namespace that is known`() async throws
  {
    #expect(try await claim("n") == "held")
    let made = try await namespace("n")
    let bare: JSONValue = [
      "metadata": [
        "labels": [Claimant.label: .null], "annotations": [Claimant.annotation: .null],
      ]
    ]
    _ = try await cluster.admin.merge(bare, at: "/api/v1/namespaces/n", as: "admin")
    #expect(try await claim("n") == "NamespaceTaken")
    #expect(try await claim("n", uid: "another") == "NamespaceTaken")
    #expect(try await claim("n", uid: made.uid) == "held")
    #expect(try await namespace("n").metadata.labels[Claimant.label] == Self.one.labelValue)
  }

  @Test func `only the claimant deletes a namespace`() async throws {
    #expect(try await claim("n") == "held")
    #expect(try await claims.delete("n", of: Self.other))
    #expect(try await !namespace("n").metadata.isTerminating)
    #expect(try await !claims.delete("n", of: Self.one))
    #expect(try await cluster.object(.namespaces, "n")?.metadata.isTerminating != false)
    #expect(try await claims.delete("missing", of: Self.one))
  }

  @Test func `nothing is written once the lead is lost`() async throws {
    cluster.leads.withLock { $0 = false }
    await #expect(throws: APIError.cancelled) { _ = try await claims.claim("n", for: Self.one) }
    #expect(try await cluster.object(.namespaces, "n") == nil)
  }
}
