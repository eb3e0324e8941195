import Harness
import Testing
import TestSupport

extension EndToEnd {
  /// For random clusters, callers and requests: the answer is the direct answer of an administrator
  /// without what is not selected, in order and to the byte.
  @Suite struct `Filtered answers` {
    private static let requests = 120

    @Test(arguments: Ground.all)
    func `are the direct ones without what is not theirs`(ground: Ground) async throws {
      let seed = UInt64.random(in: 0..<1_000_000)
      let cluster = try await Cluster.ready(ground, for: .thatChangeWhatIsShared)
      let world = try await RandomCluster(cluster, seed: seed)
      var random = SeededGenerator(seed: seed)
      let rounds = (0..<Self.requests).map { _ in
        (RandomRequest.random(using: &random), world.callers.randomElement(using: &random))
      }
      await withTaskGroup(of: Void.self) { group in
        for (index, round) in rounds.enumerated() {
          if index >= 16 { await group.next() }
          guard let caller = round.1 else { continue }
          group.addTask { await check(round.0, caller, in: world, seed) }
        }
      }
    }

    /// Tries a few times: ages in cells, and what other scenarios make, change between two requests.
    private func check(
      _ request: RandomRequest, _ caller: RandomCluster.Caller, in world: RandomCluster,
      _ seed: UInt64
    ) async {
      var problem: String?
      for _ in 0..<8 {
        do { problem = try await difference(request, caller, in: world) } catch {
          problem = "\(error)"
        }
        if problem == nil { return }
      }
      Issue.record("seed \(seed), \(caller), \(request): \(problem ?? "")")
    }

    private func difference(
      _ request: RandomRequest, _ caller: RandomCluster.Caller, in world: RandomCluster
    ) async throws -> String? {
      let accept = [("Accept", request.accept)]
      guard !world.tenantsGiving(request.kind, to: caller).isEmpty else {
        let answer = try await caller.proxy.ask("GET", request.target(), accept)
        return answer.status == 403 ? nil : "\(answer.status) to somebody who owns nothing"
      }
      let selected = try await world.objects(request.plainTarget)
        .filter { world.selects($0, of: request.kind, for: caller) }
      let names = Set(selected.map(\.name))
      let direct = try await world.admin.ask("GET", request.target(unpaged: true), accept)
      let expected = try request.items(direct.body).filter { names.contains($0.name) }
      var found: [(name: String, bytes: [UInt8])] = []
      var token: String?
      repeat {
        let target = request.target(token: token)
        let answer = try await caller.proxy.ask("GET", target, accept)
        guard answer.status == 200 else { return "\(target): \(answer.status) \(answer.text)" }
        let page = try request.items(answer.body)
        if let limit = request.limit, page.count > limit {
          return "\(page.count) items of \(limit)"
        }
        found += page
        token = try request.token(answer.body)
      } while token != nil
      guard expected.count == names.count else { return "the direct answer changed" }
      guard found.map(\.name) == expected.map(\.name) else {
        return "\(found.map(\.name)) and not \(expected.map(\.name))"
      }
      let differing = zip(found, expected).first { $0.bytes != $1.bytes }
      return differing.map { found, expected in
        "\(String(decoding: found.bytes, as: UTF8.self)) and not "
          + String(decoding: expected.bytes, as: UTF8.self)
      }
    }
  }
}
