import JSON
import Kubernetes
import KubernetesAPI
import Testing

@testable import Controllers

/// How a namespace says whose it is.
@Suite struct `Claimants` {
  private static let claimant = Claimant(kind: "Cluster", name: "cluster1", uid: "u-1")

  private func namespace(_ annotations: [String: String]) throws -> APIObject {
    try APIObject(
      json: [
        "metadata": ["name": "n", "uid": "ns-uid", "annotations": .texts(annotations)]
      ])
  }

  @Test func `are read from what they wrote`() throws {
    for claimant in [
      Self.claimant, Claimant(kind: "ClusterNS", namespace: "a", name: "\"b\"", uid: "u"),
    ] {
      let marked = try namespace([Claimant.annotation: claimant.annotationValue])
      #expect(Claimant(of: marked.metadata) == claimant)
      #expect(NamespaceClaims.isHeld(marked, by: claimant))
    }
  }

  @Test func `made anew under their name are others`() throws {
    let marked = try namespace([Claimant.annotation: Self.claimant.annotationValue])
    let anew = Claimant(kind: "Cluster", name: "cluster1", uid: "u-2")
    #expect(!NamespaceClaims.isHeld(marked, by: anew))
    #expect(anew.labelValue != Self.claimant.labelValue)
  }

  @Test(arguments: ["", "{}", "cluster1", "{\"kind\":\"Cluster\",\"name\":\"cluster1\"}", "[1]"])
  func `are nobody where the annotation cannot be read`(text: String) throws {
    let marked = try namespace([Claimant.annotation: text])
    #expect(Claimant(of: marked.metadata) == nil)
    #expect(!NamespaceClaims.isHeld(marked, by: Self.claimant))
  }

  @Test func `fit a label whatever they are called`() {
    let long = Claimant(
      kind: "OwnedNamespace", namespace: String(repeating: "n", count: 63),
      name: String(repeating: "x.", count: 100) + "x", uid: "u")
    #expect(LabelSyntax.isValue(long.labelValue))
  }

  @Test(
    arguments: [
      ("default", true), ("kube-system", true), ("kube-anything", true), ("bailiwick-system", true),
      ("mine", true), ("kubernetes", false), ("oil", false),
    ])
  func `may not be given protected namespaces`(name: String, isProtected: Bool) {
    var settings = ControllerSettings()
    settings.protectedNamespaces = ["mine"]
    #expect(settings.isProtected(name) == isProtected)
  }
}
