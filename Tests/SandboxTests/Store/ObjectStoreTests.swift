import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct ObjectStoreTests {
  private let things = GroupResource(group: "", resource: "things")

  private func thing(_ name: String, in namespace: String = "", mark: Int = 0) -> JSONValue {
    [
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": ["mark": JSONValue.number(String(mark))],
    ]
  }

  @Test func `a new object has the next revision in its metadata`() throws {
    let store = ObjectStore()
    let things = things
    let object = try store.write { $0.put(things, thing("a")) }
    #expect(object.revision == 2)
    #expect(object.value["metadata", "resourceVersion"] == "2")
    #expect(store.revision == 2)
    #expect(store.object(things, "", "a") === object)
  }

  @Test func `a list is ordered by the bytes of namespace and name`() throws {
    let store = ObjectStore()
    let places = [("b", "a"), ("a-b", "x"), ("a", "z"), ("a", "B"), ("a", "a")]
    try store.write { transaction in
      for (namespace, name) in places { _ = transaction.put(things, thing(name, in: namespace)) }
    }
    let paths = store.objects(things).map { ObjectKey($0.namespace, $0.name).path }
    #expect(paths == ["/a-b/x", "/a/B", "/a/a", "/a/z", "/b/a"])
    #expect(store.objects(things, in: "a").map(\.name) == ["B", "a", "z"])
  }

  @Test func `a deletion has a revision of its own and shows the last state`() throws {
    let store = ObjectStore()
    try store.write { transaction in
      let object = transaction.put(things, thing("a", mark: 7))
      transaction.remove(things, object)
    }
    let changes = try store.changes(after: 2)
    #expect(changes.map(\.kind) == [.deleted])
    #expect(changes.first?.object.value["metadata", "resourceVersion"] == "3")
    #expect(changes.first?.object.value["spec", "mark"] == 7)
    #expect(store.objects(things).isEmpty)
  }

  @Test func `a write that throws changes nothing`() throws {
    let store = ObjectStore()
    let kept = try store.write { $0.put(things, thing("kept")) }
    #expect(throws: Status.badRequest("no")) {
      try store.write { transaction throws(Status) in
        _ = transaction.put(things, thing("kept", mark: 1))
        _ = transaction.put(things, thing("new"))
        transaction.remove(things, kept)
        throw .badRequest("no")
      }
    }
    #expect(store.revision == 2)
    #expect(store.objects(things).map(\.name) == ["kept"])
    #expect(store.object(things, "", "kept") === kept)
    #expect(try store.changes(after: 2).isEmpty)
  }

  @Test func `a dry run sees its own changes and leaves none`() throws {
    let store = ObjectStore()
    let kept = try store.write { $0.put(things, thing("kept")) }
    let names = try store.write(isDryRun: true) { transaction in
      _ = transaction.put(things, thing("new"))
      return transaction.objects(things).map(\.name)
    }
    #expect(names == ["kept", "new"])
    #expect(store.objects(things).map(\.revision) == [kept.revision])
    #expect(store.revision == 2)
    let next = try store.write { $0.put(things, thing("next")) }
    #expect(next.revision == 3)
  }

  @Test func `a dry run gives objects no revision but the one they have`() throws {
    let store = ObjectStore()
    let kept = try store.write { $0.put(things, thing("kept")) }
    let (new, changed, gone) = try store.write(isDryRun: true) { transaction in
      let new = transaction.put(things, thing("new"))
      let changed = transaction.put(things, thing("kept", mark: 1))
      return (new, changed, transaction.remove(things, kept))
    }
    #expect(new.revision == 0)
    #expect(new.value["metadata", "resourceVersion"] == nil)
    #expect(changed.revision == kept.revision)
    #expect(changed.value["spec", "mark"] == 1)
    #expect(changed.value["metadata", "resourceVersion"] == "2")
    #expect(gone === kept)
  }

  @Test func `a revision that has not come is told from one that is forgotten`() throws {
    let store = ObjectStore(history: 2)
    for mark in 0..<20 { try store.write { _ = $0.put(things, thing("a", mark: mark)) } }
    #expect(throws: StoreError.compacted) { try store.changes(after: 1) }
    #expect(throws: StoreError.future(current: 21)) { try store.changes(after: 22) }
    #expect(throws: StoreError.future(current: 21)) { try store.objects(things, at: 22) }
    #expect(throws: StoreError.compacted) { try store.objects(things, at: 1) }
    #expect(try store.changes(after: 19).map(\.revision) == [20, 21])
  }
}
