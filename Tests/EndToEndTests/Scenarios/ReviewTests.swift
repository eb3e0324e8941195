import Harness
import Testing

extension EndToEnd {
  /// `kubectl auth` says what the proxy would do.
  @Suite struct `Reviews` {
    private static let allowed = [
      "list ns", "get nodes", "watch nodes", "list storageclasses", "get namespace/oil-production",
      "list ingressclasses.networking.k8s.io", "create configmaps -n oil-production",
    ]

    @Test(arguments: Client.each, allowed)
    func `what is let through is allowed`(client: Client, question: String) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl("auth can-i \(question)", as: .alice, from: client)
      let direct = try await cluster.kubectl(
        "auth can-i \(question)", as: .admin, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.output == "yes\n" && answer.exitCode == 0)
    }

    @Test(
      arguments: Client.each,
      [
        (User.alice, "get namespace/gas-production"), (.alice, "update node/capsule-gold-qwerty"),
        (.alice, "delete storageclasses"), (.alice, "create nodes"), (.alice, "* *"),
        (.alice, "list configmaps -n gas-production"), (.alice, "list pods -A"),
        (.bob, "list nodes"), (.bob, "get node/capsule-silver-asdfgh"), (.mallory, "list ns"),
        (.mallory, "get nodes"), (.mallory, "list storageclasses"),
      ])
    func `what is not is what the API server says`(
      client: Client, row: (user: User, question: String)
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let line = "auth can-i \(row.question)"
      let answer = try await cluster.kubectl(line, as: row.user, from: client)
      let direct = try await cluster.kubectl(line, as: row.user, from: client, .direct)
      #expect(answer == direct)
      #expect(answer.lines.first?.hasPrefix("no") == true && answer.exitCode == 1)
    }

    @Test(arguments: Client.each)
    func `the list of rules has what is filtered, and all that RBAC allows`(
      client: Client
    ) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let line = "auth can-i --list -n oil-production"
      let answer = try await cluster.kubectl(line, as: .alice, from: client)
      let direct = try await cluster.kubectl(line, as: .alice, from: client, .direct)
      #expect(answer.exitCode == 0, "\(answer.errors)")
      // Their widths are those of the longest cells.
      let rows = answer.output.cellsWithoutAges
      #expect(Set(rows).isSuperset(of: direct.output.cellsWithoutAges))
      for resource in ["namespaces", "nodes", "storageclasses.storage.k8s.io"] {
        #expect(
          answer.lines.contains { $0.hasPrefix(resource + " ") && $0.contains("list") },
          "\(resource) in\n\(answer.output)")
      }
    }

    /// kubectl 1.20 does not know the command.
    @Test(
      arguments: Client.each.filter { "\($0.kubectl)" != "kubectl-1.20" },
      [User.alice, .joe, .admin, .mallory])
    func `whoami shows the caller`(client: Client, user: User) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let answer = try await cluster.kubectl(
        "auth whoami -o jsonpath={.status.userInfo.username}{.status.userInfo.groups}", as: user,
        from: client)
      let direct = try await cluster.kubectl(
        "auth whoami -o jsonpath={.status.userInfo.username}{.status.userInfo.groups}", as: user,
        from: client, .direct)
      #expect(answer == direct)
      #expect(answer.output.hasPrefix(user.rawValue))
    }
  }
}
