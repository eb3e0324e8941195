import Kubernetes
import Testing

@testable import Controllers

/// The names of primary namespaces.
@Suite struct `Names of primary namespaces` {
  @Test(arguments: [
    (0, "cluster1", "cluster1"), (1, "1-cluster1", "cluster1-1"),
    (12, "12-cluster1", "cluster1-12"),
  ])
  func `are the cluster's own, or numbered`(number: Int, prefixed: String, suffixed: String) {
    #expect(PrimaryName.candidate(number, of: "cluster1", .prefix) == prefixed)
    #expect(PrimaryName.candidate(number, of: "cluster1", .suffix) == suffixed)
  }

  @Test(arguments: ControllerSettings.ConflictNaming.allCases, [61, 62, 63])
  func `are DNS labels however long the cluster's name is`(
    naming: ControllerSettings.ConflictNaming, length: Int
  ) {
    let long = String(repeating: "a", count: length - 1)
    for number in [1, 9, 10, 999] {
      let names = ["x", "y"].map { PrimaryName.candidate(number, of: long + $0, naming) }
      #expect(names.allSatisfy(StableName.isDNSLabel), "\(names)")
      #expect(names[0] != names[1])
    }
  }

  @Test func `do not end in a dash where they are cut`() {
    let name = String(repeating: "a", count: 49) + "-" + String(repeating: "b", count: 13)
    #expect(StableName.isDNSLabel(PrimaryName.candidate(1, of: name, .prefix)))
    #expect(StableName.isDNSLabel(PrimaryName.candidate(1, of: name, .suffix)))
  }

  @Test(arguments: [
    ([], "cluster1"), (["cluster1"], "1-cluster1"), (["cluster1", "1-cluster1"], "2-cluster1"),
    (["1-cluster1"], "cluster1"),
  ])
  func `are the first that is free`(taken: [String], chosen: String) async throws {
    let name = try await PrimaryName.choose(for: "cluster1", .prefix) { !taken.contains($0) }
    #expect(name == chosen)
  }

  @Test func `end where none is free`() async throws {
    var asked = 0
    let name = try await PrimaryName.choose(for: "kube-x", .suffix) { _ in
      asked += 1
      return false
    }
    #expect(name == nil && asked == PrimaryName.most)
  }

  @Test func `are taken by one cluster, until that is no more`() {
    let choices = PrimaryNameChoices()
    let one = Claimant(kind: "Cluster", name: "one", uid: "1")
    let other = Claimant(kind: "Cluster", name: "other", uid: "2")
    #expect(choices.take("a", for: one) { _ in true })
    #expect(choices.take("a", for: one) { _ in true })
    #expect(!choices.take("a", for: other) { _ in true })
    #expect(choices.take("b", for: other) { _ in true })
    #expect(choices.take("a", for: other) { _ in false })
  }
}
