import JSON
import Testing

@testable import Sandbox

@Suite struct TokenSecretsTests {
  private func cluster() -> StagedCluster {
    var lifecycle = Lifecycle.staged
    lifecycle.token = { account, secret in "\(account.name)/\(secret.name)" }
    let cluster = StagedCluster(lifecycle)
    cluster.put(
      .stagedSecret,
      .staged(
        .stagedSecret, "t", in: "x",
        metadata: ["annotations": ["kubernetes.io/service-account.name": "robot"]],
        ["type": "kubernetes.io/service-account-token"]))
    return cluster
  }

  @Test func `a secret for a token is filled`() {
    var cluster = cluster()
    cluster.put(.stagedServiceAccount, .staged(.stagedServiceAccount, "robot", in: "x"))
    cluster.controllers.settle()
    let secret = cluster.object(.stagedSecret, "t", in: "x")
    #expect(secret?.object?.keys == ["kind", "apiVersion", "metadata", "data", "type"])
    #expect(secret?["data"] == ["ca.crt": "UEVN", "namespace": "eA==", "token": "cm9ib3QvdA=="])
    #expect(
      secret?["metadata", "annotations", "kubernetes.io/service-account.uid"]
        == "serviceaccounts/x/robot")
  }

  @Test func `a secret goes with its account`() throws {
    var cluster = cluster()
    cluster.put(.stagedServiceAccount, .staged(.stagedServiceAccount, "robot", in: "x"))
    cluster.put(.stagedSecret, .staged(.stagedSecret, "other", in: "x", ["type": "Opaque"]))
    cluster.controllers.settle()
    try cluster.delete(.stagedServiceAccount, "robot", in: "x")
    cluster.controllers.settle()
    #expect(cluster.names(.stagedSecret) == ["other"])
  }
}
