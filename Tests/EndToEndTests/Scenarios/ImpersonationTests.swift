import Harness
import Testing

extension EndToEnd {
  /// `kubectl --as`, by whatever the one who asks proves themselves with.
  @Suite struct Impersonation {
    /// The oldest kubectl knows no uid, and not who one is.
    private static let newest = Client.all.filter { $0.kubectl.path == Kubectl.all.last?.path }

    @Test(arguments: Client.all)
    func `what is shown is the part of whom one acts as`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let delegate = try await Delegate(cluster, for: client)
      for (acting, user) in [
        ("--as=alice", User.alice), ("--as=joe --as-group=gas-admins", .joe),
      ] {
        for kind in ["namespaces", "nodes", "storageclasses"] {
          let answer = try await delegate.kubectl("\(acting) get \(kind) -o name")
          let own = try await cluster.kubectl("get \(kind) -o name", as: user, from: client)
          #expect(answer == own, "\(acting) \(kind)")
        }
      }
      let lists = try await delegate.kubectl("--as=alice get namespaces -o name")
      #expect(lists.lines.contains("namespace/oil-production"))
      #expect(!lists.lines.contains("namespace/gas-production"))
      try await delegate.remove()
    }

    @Test(arguments: Client.all)
    func `what passes is as from the API server`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let delegate = try await Delegate(cluster, for: client)
      for command in [
        "--as=alice -n oil-production get rolebindings -o name",
        "--as=alice -n gas-production get configmaps", "--as=alice get crd",
        "--as=alice auth can-i delete nodes", "--as=alice get --raw /version",
        "--as=alice get namespace gas-production",
      ] {
        let answer = try await delegate.kubectl(command)
        #expect(answer == (try await delegate.kubectl(command, .direct)), "\(command)")
      }
      try await delegate.remove()
    }

    @Test(arguments: newest)
    func `a uid and extra attributes come through`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let delegate = try await Delegate(cluster, for: client)
      let line =
        "--as=joe --as-group=gas-admins --as-uid=u-1 --as-user-extra=scopes=view auth whoami "
        + "-o jsonpath={.status.userInfo}"
      let direct = try await delegate.kubectl(line, .direct)
      #expect(try await delegate.kubectl(line) == direct)
      #expect(direct.output.contains("u-1") && direct.output.contains("gas-admins"))
      let list = try await delegate.kubectl("--as=alice --as-uid=u-1 get namespaces -o name")
      #expect(list.lines.contains("namespace/oil-production"))
      try await delegate.remove()
    }

    @Test(arguments: Client.each)
    func `nobody acts as whom they may not`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let delegate = try await Delegate(cluster, for: client)
      for acting in [
        "--as=bob", "--as=alice --as-group=system:masters", "--as=alice --as-group=gas-admins-2",
        "--as=system:serviceaccount:oil-production:default",
      ] {
        let answer = try await delegate.kubectl("\(acting) get --raw /api/v1/namespaces")
        #expect(answer.exitCode == 1 && answer.output.isEmpty)
        #expect(answer.errors.contains("(Forbidden)"), "\(answer.errors)")
        #expect(answer.errors.contains("User \"\(delegate.user)\" cannot impersonate"))
      }
      let widening = try await delegate.kubectl(
        "--as=alice --as-group=bailiwick:read:namespaces get --raw /api/v1/namespaces")
      #expect(widening.exitCode == 1 && widening.errors.contains("(BadRequest)"))
      try await delegate.remove()
    }

    /// The modes of Kubernetes 1.36 are asked about too.
    @Test(arguments: newest)
    func `a right for one verb is a right for that verb`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let delegate = try await Delegate(cluster, for: client, rules: Delegate.constrained)
      let list = try await delegate.kubectl("--as=alice get --raw /api/v1/namespaces")
      #expect(list.output.contains("oil-production"), "\(list.errors)")
      #expect(!list.output.contains("gas-production"))
      let one = try await delegate.kubectl("--as=alice get --raw /api/v1/namespaces/oil-production")
      #expect(one.exitCode == 1 && one.errors.contains("cannot impersonate"))
      try await delegate.remove()
    }
  }
}
