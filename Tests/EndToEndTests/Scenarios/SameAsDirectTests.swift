import Harness
import Testing

extension EndToEnd {
  /// Whatever is not filtered comes back as from the API server itself, to the byte.
  @Suite struct `Everything else` {
    @Test(
      arguments: Client.each,
      [
        "api-versions", "explain configmap.data", "explain tenant.spec", "version -o json",
        "get --raw /apis", "get --raw /version", "get --raw /openapi/v3", "cluster-info --help",
        "auth can-i create configmaps -n oil-development", "auth can-i delete nodes",
        "auth can-i create configmaps -n gas-production",
        "auth whoami -o jsonpath={.status.userInfo.username}{.status.userInfo.groups}",
        "-n oil-production get rolebindings -o yaml", "-n oil-production get all",
        "get configmaps -A", "get crd", "get nosuchthing",
        "-n oil-production get pod nosuchpod", "-n oil-production logs nosuchpod",
      ])
    func `is the same through the proxy`(client: Client, command: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(command, as: .alice, from: client)
      let direct = try await cluster.kubectl(command, as: .alice, from: client, .direct)
      #expect(answer == direct)
    }

    /// kubectl lists groups in the order in which their answers come.
    @Test(arguments: Client.all)
    func `the same resources are offered`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("api-resources", as: .alice, from: client)
      let direct = try await cluster.kubectl("api-resources", as: .alice, from: client, .direct)
      #expect(answer.lines.sorted() == direct.lines.sorted())
      #expect(answer.lines.count > 40)
    }

    @Test(
      arguments: Client.all,
      [
        "--as=bob get --raw /api/v1/namespaces",
        "--as=root --as-group=system:masters get --raw /api/v1/namespaces",
      ])
    func `nobody becomes somebody else who may not`(client: Client, command: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(command, as: .alice, from: client)
      let direct = try await cluster.kubectl(command, as: .alice, from: client, .direct)
      #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
      // With a certificate it is the proxy that refuses, in the words for the old verb.
      if client.credential == .token { #expect(answer == direct) }
    }
  }
}
