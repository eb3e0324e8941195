import Harness
import Testing

extension EndToEnd {
  /// What was taken from somebody reaches the streams that are open.
  @Suite struct Revocation {
    /// An API server by itself lets such a watch go on for half an hour and more.
    @Test(arguments: Client.each)
    func `a watch in a namespace ends when its role binding is deleted`(client: Client) async throws
    {
      let cluster = try await Cluster.ready(client.ground)
      let tenancy = try await Tenancy(cluster, for: client)
      let namespace = try await tenancy.addNamespace("mine")
      try await tenancy.bind("view", in: namespace)
      try await cluster.admin("-n \(namespace) create configmap before")
      let watch = try tenancy.start("-n \(namespace) get configmaps -w -o name")
      // A binding takes a moment to reach the API server's own caches.
      try await eventually("the watch") {
        if watch.isRunning { return watch.output.contains("configmap/before") }
        throw Timeout("the watch ended", watch.errors)
      }
      try await cluster.admin("-n \(namespace) create configmap meanwhile")
      try await eventually("an event") { watch.output.contains("configmap/meanwhile") }
      try await cluster.admin("-n \(namespace) delete rolebinding view")
      let code = await watch.exitCode(within: .seconds(20))
      #expect(code != nil, "the watch goes on")
      await watch.stop()
      let next = try await tenancy.kubectl("-n \(namespace) get configmaps")
      #expect(next.exitCode == 1 && next.errors.contains("(Forbidden)"), "\(next.errors)")
      try await tenancy.remove()
    }

    @Test(arguments: Client.each)
    func `a filtered watch ends when the tenant loses a namespace`(client: Client) async throws {
      let cluster = try await Cluster.ready(client.ground)
      let tenancy = try await Tenancy(cluster, for: client)
      let kept = try await tenancy.addNamespace("kept")
      let lost = try await tenancy.addNamespace("lost")
      let watch = try tenancy.start("get --raw /api/v1/namespaces?watch=1")
      try await eventually("the watch") {
        watch.output.contains(kept) && watch.output.contains(lost)
      }
      try await cluster.admin("label namespace \(lost) capsule.clastix.io/tenant-")
      let code = await watch.exitCode(within: .seconds(20))
      #expect(code != nil, "the watch goes on")
      await watch.stop()
      #expect(watch.output.contains(#""code":410"#), "\(watch.output.suffix(300))")
      try await tenancy.remove()
    }
  }
}
