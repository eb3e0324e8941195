import Harness
import Testing

extension EndToEnd {
  @Suite struct `Objects by name` {
    @Test(
      arguments: Client.all,
      [
        "namespace oil-production", "node capsule-gold-qwerty", "storageclass cephfs",
        "ingressclass internal-lb",
      ])
    func `what is theirs can be had by name`(client: Client, object: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get \(object) -o yaml", as: .alice, from: client)
      let direct = try await cluster.kubectl(
        "get \(object) -o yaml", as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 0)
    }

    @Test(
      arguments: Client.all,
      [
        ("namespace", "gas-production"), ("namespace", "kube-system"),
        ("node", "capsule-silver-asdfgh"), ("storageclass", "zol"), ("ingressclass", "nginx"),
      ])
    func `what is not theirs is as if it were not there`(
      client: Client, object: (resource: String, name: String)
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      for command in ["get", "describe", "delete --wait=false"] {
        let words = "\(command) \(object.resource) "
        let answer = try await cluster.kubectl(words + object.name, as: .alice, from: client)
        let direct = try await cluster.kubectl(
          words + object.name, as: .alice, from: client, .direct)
        let missing = try await cluster.kubectl(words + "nowhere", as: .alice, from: client)
        #expect(answer == direct)
        #expect(answer.exitCode == 1 && answer.errors.contains("(Forbidden)"))
        #expect(answer.errors.replacing(object.name, with: "nowhere") == missing.errors)
      }
    }

    @Test(arguments: Client.each)
    func `an administrator is told that something does not exist`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("get ns nowhere", as: .admin, from: client)
      let direct = try await cluster.kubectl("get ns nowhere", as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.errors.contains("(NotFound)"))
    }

    @Test(arguments: Client.all, User.tenants)
    func `a field selector for a name asks for that object`(
      client: Client, user: User
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let foreign = "get ns --field-selector metadata.name=platform-monitoring"
      let answer = try await cluster.kubectl(foreign, as: user, from: client)
      let direct = try await cluster.kubectl(foreign, as: user, from: client, .direct)
      #expect(answer == direct)
    }

    @Test(arguments: Client.all)
    func `their own namespace can be described`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("describe ns oil-production", as: .alice, from: client)
      let direct = try await cluster.kubectl(
        "describe ns oil-production", as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.exitCode == 0)
    }

    /// Seeing is not changing: the rights for that are the caller's own.
    @Test(
      arguments: Client.each,
      [
        "label ns oil-production a=b", "annotate ns oil-production a=b",
        "delete ns oil-production --wait=false", "create ns oil-extra",
        "label node capsule-gold-qwerty a=b", "delete storageclass cephfs --wait=false",
      ])
    func `what is theirs to see is not theirs to change`(
      client: Client, command: String
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(command, as: .alice, from: client)
      #expect(answer.exitCode == 1)
      #expect(answer.errors.contains("(Forbidden)"))
    }
  }
}
