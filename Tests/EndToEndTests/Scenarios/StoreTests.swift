import Harness
import Testing

extension EndToEnd {
  /// Clients that keep a store of all namespaces hold what their user owns, now and later.
  @Suite(.enabled(if: Python.installed != nil, "Python's clients are not here: make deps"))
  struct `Stores of other people's clients` {
    /// A client that lists and watches, as its makers wrote it.
    enum Store: String, CaseIterable {
      /// The official client's loop of a list and watches, and its informer.
      case watch, informer
      case kopf, kr8s

      /// Whether it takes what is missing from a later list for gone.
      ///
      /// kopf and kr8s take nothing for gone that was not deleted.
      var forgets: Bool { self == .watch || self == .informer }
    }

    @Test(arguments: Client.one, Store.allCases)
    func `follow what is theirs`(client: Client, store: Store) async throws {
      let python = try #require(Python.installed)
      let cluster = try await Cluster.ready(client.ground)
      let tenancy = try await Tenancy(cluster, for: client)
      let first = try await tenancy.addNamespace("first")
      let foreign = try await tenancy.addForeignNamespace("foreign")
      let process = try python.start(
        BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/store_\(store).py",
        [tenancy.kubeconfig()], in: cluster.run)
      func holds(_ names: String...) async throws {
        do {
          try await eventually("\(store) to hold \(names)", within: .seconds(180)) {
            guard process.isRunning else { throw Timeout("\(store) ended", process.errors) }
            return process.output.split(separator: "\n").last == names.joined(separator: " ")[...]
          }
        } catch {
          throw Timeout("\(error)", "it printed\n\(process.output)\(process.errors.suffix(2000))")
        }
      }
      try await holds(first)
      let second = try await tenancy.addNamespace("second")
      try await holds(first, second)
      if store.forgets {
        // It is there already, and becomes theirs; then it is not theirs any more.
        try await tenancy.claim([foreign])
        try await holds(first, foreign, second)
        try await tenancy.claim([])
        try await holds(first, second)
      }
      try await cluster.admin("delete namespace \(first) --wait=false")
      try await holds(second)
      #expect(!process.output.contains("oil-production"))
      process.signal(9)
      _ = await process.exitCode()
      try await tenancy.remove()
    }
  }
}
