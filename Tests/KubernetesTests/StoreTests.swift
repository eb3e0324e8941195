import Kubernetes
import Testing

struct StoreTests {
  private let one = NamespaceRecord("one", version: "1")
  private let two = NamespaceRecord("two", version: "2")

  private func names(_ keys: [ObjectKey]) -> [String] { keys.map(\.name).sorted() }

  @Test func `shows nothing of a list before it is whole`() {
    var writer = Store<NamespaceRecord>().writer()
    let store = writer.store
    #expect(!store.isSynced)
    #expect(writer.apply(.listing, now: .zero).isEmpty)
    #expect(writer.apply(.listed([one]), now: .zero).isEmpty)
    #expect(writer.apply(.listed([two]), now: .zero).isEmpty)
    #expect(store.count == 0 && !store.isSynced)
    #expect(names(writer.apply(.synced(resourceVersion: "5"), now: .zero)) == ["one", "two"])
    #expect(store.isSynced && store[one.key] == one && store.resourceVersion == "5")
  }

  @Test func `a relist tells what is new, changed, recreated and gone, and not what stayed`() {
    var writer = Store<NamespaceRecord>().writer()
    let (three, four) = (
      NamespaceRecord("three", version: "3"), NamespaceRecord("four", version: "4")
    )
    _ = writer.apply(.listing, now: .zero)
    _ = writer.apply(.listed([one, two, three, four]), now: .zero)
    _ = writer.apply(.synced(resourceVersion: "5"), now: .zero)
    _ = writer.apply(.listing, now: .zero)
    let five = NamespaceRecord("five", version: "7")
    let changed = NamespaceRecord("two", version: "6")
    let recreated = NamespaceRecord("three", uid: "other", version: "3")
    _ = writer.apply(.listed([one, changed, recreated, five]), now: .zero)
    #expect(writer.store[four.key] != nil)
    let keys = writer.apply(.synced(resourceVersion: "8"), now: .zero)
    #expect(names(keys) == ["five", "four", "three", "two"])
    #expect(writer.store.snapshot.keys.map(\.name).sorted() == ["five", "one", "three", "two"])
  }

  @Test func `a list that begins again forgets what was staged`() {
    var writer = Store<NamespaceRecord>().writer()
    _ = writer.apply(.listing, now: .zero)
    _ = writer.apply(.listed([one]), now: .zero)
    _ = writer.apply(.listing, now: .zero)
    _ = writer.apply(.listed([two]), now: .zero)
    #expect(names(writer.apply(.synced(resourceVersion: "5"), now: .zero)) == ["two"])
  }

  @Test func `events change one object each and move the resourceVersion on`() {
    var writer = Store<NamespaceRecord>().writer()
    _ = writer.apply(.listing, now: .zero)
    _ = writer.apply(.synced(resourceVersion: "5"), now: .zero)
    #expect(names(writer.apply(.applied(NamespaceRecord("a", version: "6")), now: .zero)) == ["a"])
    #expect(writer.apply(.applied(NamespaceRecord("a", version: "6")), now: .zero).isEmpty)
    let key = ObjectKey(name: "a")
    #expect(writer.apply(.deleted(key, resourceVersion: "7"), now: .zero) == [key])
    #expect(writer.apply(.deleted(key, resourceVersion: "8"), now: .zero).isEmpty)
    #expect(writer.apply(.bookmark(resourceVersion: "9"), now: .zero).isEmpty)
    #expect(writer.store.resourceVersion == "9")
  }

  @Test func `is fresh while the server is heard`() {
    var writer = Store<NamespaceRecord>().writer()
    #expect(!writer.store.isFresh(now: .zero, within: .seconds(90)))
    _ = writer.apply(.listing, now: .seconds(1))
    _ = writer.apply(.synced(resourceVersion: "5"), now: .seconds(1))
    #expect(writer.store.isFresh(now: .seconds(91), within: .seconds(90)))
    #expect(!writer.store.isFresh(now: .seconds(92), within: .seconds(90)))
    _ = writer.apply(.bookmark(resourceVersion: "5"), now: .seconds(60))
    #expect(writer.store.isFresh(now: .seconds(150), within: .seconds(90)))
  }

  @Test func `names of different bytes are different objects`() {
    var writer = Store<NamespaceRecord>().writer()
    _ = writer.apply(.applied(NamespaceRecord("caf\u{e9}", version: "1")), now: .zero)
    _ = writer.apply(.applied(NamespaceRecord("cafe\u{301}", version: "2")), now: .zero)
    #expect(writer.store.count == 2)
  }

  @Test(.timeLimit(.minutes(5)))
  func `those who wait for the first list are woken by it`() async throws {
    let store = try await withThrowingTaskGroup { group in
      var writer = Store<NamespaceRecord>().writer()
      let store = writer.store
      for _ in 0..<8 { group.addTask { try await store.waitUntilSynced() } }
      await Task.yield()
      _ = writer.apply(.listing, now: .zero)
      _ = writer.apply(.synced(resourceVersion: "5"), now: .zero)
      try await group.waitForAll()
      return store
    }
    try await store.waitUntilSynced()
  }

  @Test(.timeLimit(.minutes(5)))
  func `a cancelled wait ends`() async {
    await withTaskGroup { group in
      let writer = Store<NamespaceRecord>().writer()
      let store = writer.store
      for _ in 0..<8 {
        group.addTask {
          await #expect(throws: CancellationError.self) { try await store.waitUntilSynced() }
        }
      }
      await Task.yield()
      group.cancelAll()
    }
  }
}
