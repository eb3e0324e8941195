import JSON
import Synchronization
import Testing

@testable import Kubernetes

/// Who works on what, and when.
@Suite(.timeLimit(.minutes(2))) struct `A controller` {
  /// Notes what it is given.
  private final class Noting: Reconciler {
    let name = "noting"
    let seen = Mutex<[String]>([])

    func reconcile(_ key: String) async throws(APIError) -> Outcome {
      seen.withLock { $0.append(key) }
      return .done
    }
  }

  /// Runs a controller until it has seen so many keys.
  private static func run(
    _ controller: Controller<Noting>, _ noting: Noting, until count: Int,
    seed: @escaping @Sendable () -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await controller.run(pace: .continuous(), seed: seed) }
      while noting.seen.withLock(\.count) < count { await Task.yield() }
      group.cancelAll()
    }
  }

  @Test func `keeps nothing while another leads, and begins with all there is`() async {
    let noting = Noting()
    let controller = Controller(noting)
    for number in 0..<10_000 { controller.add(["gone-\(number)"]) }
    #expect(controller.depth == 0)
    await Self.run(controller, noting, until: 3) {
      // What changes from now on is not lost.
      controller.add(["a", "b"])
      controller.add(["b", "c"])
    }
    #expect(noting.seen.withLock { $0.sorted() } == ["a", "b", "c"])
    controller.add(["late"])
    #expect(controller.depth == 0)
    await Self.run(controller, noting, until: 4) { controller.add(["d"]) }
    #expect(noting.seen.withLock { $0.last } == "d")
  }

  @Test func `is seeded by an informer with all that its objects say`() async throws {
    let informer = Informer(APIResource.namespaces.collection())
    let added = Mutex<Set<String>>([])
    informer.index(by: { [$0.key.name, "of-\($0.key.name)"] }) { keys in
      added.withLock { $0.formUnion(keys) }
    }
    let looked = Mutex<[ObjectKey]>([])
    informer.look { keys in looked.withLock { $0 += keys } }
    let told = Mutex(0)
    informer.onChange { _ in told.withLock { $0 += 1 } }
    var writer = informer.store.writer()
    for name in ["a", "b"] {
      let object = try APIObject(json: [
        "metadata": ["name": .string(name), "resourceVersion": "1", "uid": .string(name)]
      ])
      _ = writer.apply(.applied(object), now: .zero)
    }
    informer.seed()
    #expect(added.withLock(\.self) == ["a", "b", "of-a", "of-b"])
    #expect(looked.withLock { $0.map(\.name).sorted() } == ["a", "b"])
    // Who follows every change in order is not told of one twice.
    #expect(told.withLock(\.self) == 0)
  }
}
