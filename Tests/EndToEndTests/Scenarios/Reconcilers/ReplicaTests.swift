import Harness
import JSON
import Testing
import Wire

extension EndToEnd.Reconcilers {
  /// Several programs before one API server, and what becomes of their work when one of them dies,
  /// when the API server does, and when nothing is to be done.
  @Suite struct `Several programs` {
    private static let users = 500

    @Test(arguments: Ground.all)
    func `go on when the one that writes is killed, and do nothing twice`(
      ground: Ground
    ) async throws {
      let replicas = try await Replicas(ground, controllers: "dispatch")
      let stage = replicas.stage
      let churn = DispatchChurn(stage, count: Self.users)
      let seen = try await MadeObjects(
        ["serviceaccounts", "rolebindings", "ownednamespaces.netsys.io"], on: stage)
      let leader = try await replicas.leader()
      let others = replicas.programs.filter { $0.process.id != leader.process.id }

      async let churning: Void = churn.run()
      let listing = try await ListingLoad(others, of: stage, token: try await churn.steadyToken())
      try await eventually("the half of it", within: .seconds(300)) { churn.progress > 0.5 }
      try await replicas.killLeader()
      try await churning
      try await replicas.settle(churn.wanted)

      let lease = try await stage.object(
        "/apis/coordination.k8s.io/v1/namespaces/bailiwick-system/leases/bailiwick")
      #expect(lease?["spec", "leaseTransitions"] == 1)
      let answers = await listing.end()
      #expect(Array(answers.keys) == [churn.steadyList], "\(answers)")
      // What the watches have not told yet is on its way.
      try await eventually("the watches to tell of the last") { Self.isEven(seen, churn.wanted) }
      #expect(seen.isWhole)
      for (object, count) in seen.counts where !count.owner.isEmpty {
        let lives = DispatchChurn.lives(of: count.owner)
        #expect(count.made <= lives && count.made - count.gone <= 1, "\(object): \(count)")
      }
      await seen.stop()
      await replicas.end()
    }

    @Test(arguments: Ground.all.filter { $0 == .controlPlane })
    func `do all of it when the API server dies in the middle`(ground: Ground) async throws {
      let replicas = try await Replicas(ground, controllers: "dispatch")
      let stage = replicas.stage
      let churn = DispatchChurn(stage, count: Self.users)
      async let churning: Void = churn.run()
      let listing = try await ListingLoad(
        replicas.programs, of: stage, token: try await churn.steadyToken())
      try await eventually("the half of it", within: .seconds(300)) { churn.progress > 0.5 }
      await stage.apiServer.stopAPIServer()
      try await eventually("nobody to lead", within: .seconds(60)) {
        !replicas.programs.contains(where: Replicas.leads)
      }
      try await stage.apiServer.startAPIServer()
      try await churning
      try await replicas.settle(churn.wanted)
      #expect(replicas.programs.allSatisfy { $0.process.isRunning })

      let before = listing.answers[churn.steadyList, default: 0]
      try await eventually("lists again") {
        listing.answers[churn.steadyList, default: 0] > before
      }
      let answers = await listing.end()
      let others = Set(answers.keys).subtracting([churn.steadyList])
      #expect(others.isSubset(of: ["502", "503", "504"]), "\(answers)")

      let writes = try #require(AuditedWrite.all(of: stage.apiServer))
      #expect(writes.contains { $0.creates })
      for (object, made) in Dictionary(grouping: writes.filter { $0.creates }, by: \.object) {
        #expect(
          made.count <= DispatchChurn.lives(of: object), "\(object) was made \(made.count) times")
      }
      await replicas.end()
    }

    /// No resourceVersion tells of a write that changes nothing; the audit log does.
    @Test(arguments: Ground.all.filter { $0 == .controlPlane })
    func `ask for no write when they start anew and find everything in order`(
      ground: Ground
    ) async throws {
      let replicas = try await Replicas(ground, controllers: "dispatch")
      let stage = replicas.stage
      let churn = DispatchChurn(stage, count: 60)
      try await churn.run()
      try await replicas.settle(churn.wanted)
      for program in replicas.programs { await program.process.stop() }
      let written = try #require(AuditedWrite.all(of: stage.apiServer)).count
      let told = try await Self.events(stage)

      try await stage.startProgram()
      // What was there is looked at before what comes later.
      try await churn.add("last", ["churn-last"])
      try await stage.untilReady("\(DispatchChurn.path)/last")
      let writes = try #require(AuditedWrite.all(of: stage.apiServer)).dropFirst(written)
      #expect(!writes.isEmpty)
      #expect(writes.filter { !$0.isEvent && !$0.object.contains("last") } == [])
      #expect(try await Self.events(stage) == told)
      await replicas.end()
    }

    /// The versions of all Events about who was there before the last.
    private static func events(_ stage: ControllerStage) async throws -> Set<String> {
      let events = try await stage.items("/api/v1/namespaces/dispatch/events")
      return Set(
        events.compactMap { event in
          let about = event["involvedObject", "name"]?.string ?? ""
          return about.contains("last") ? nil : event["metadata", "resourceVersion"]?.string
        })
    }

    /// Whether of everything that users have one is left for each time it is wanted.
    private static func isEven(_ seen: MadeObjects, _ wanted: DispatchPicture) -> Bool {
      var left: [String: Int] = [:]
      for (object, count) in seen.counts {
        let (kind, name) = (object.prefix { $0 != "/" }, object.split(separator: "/").last ?? "")
        if kind == "ServiceAccount", name == "default" { continue }
        left[String(kind), default: 0] += count.made - count.gone
      }
      return left["OwnedNamespace"] == wanted.owned.count
        && left["RoleBinding"] == wanted.bindings.count
        && left["ServiceAccount"] == wanted.accounts.count
    }
  }
}
