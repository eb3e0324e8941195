import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct WaitForChangeTests {
  private let things = GroupResource(group: "", resource: "things")
  private let thing: JSONValue = ["metadata": ["name": "a"]]

  @Test func `what has happened already is not waited for`() async throws {
    let store = ObjectStore()
    try store.write { _ = $0.put(things, thing) }
    await store.waitForChange(after: 1)
    #expect(store.revision == 2)
  }

  @Test(.timeLimit(.minutes(5))) func `a write wakes everybody who waits`() async throws {
    let store = ObjectStore()
    try await withThrowingTaskGroup(of: UInt64.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await store.waitForChange(after: 1)
          return store.revision
        }
      }
      try store.write { _ = $0.put(things, thing) }
      for try await revision in group { #expect(revision == 2) }
    }
  }

  @Test(.timeLimit(.minutes(5)), arguments: 0..<200)
  func `a wait ends with its task at whatever moment it is cancelled`(round: Int) async {
    let store = ObjectStore()
    let task = Task { await store.waitForChange(after: 1) }
    for _ in 0..<round % 8 { await Task.yield() }
    task.cancel()
    await task.value
    #expect(store.revision == 1)
  }

  @Test(.timeLimit(.minutes(5))) func `no change is missed while others write`() async throws {
    let store = ObjectStore()
    let last: UInt64 = 1001
    let reader = Task {
      var seen: [UInt64] = []
      var revision: UInt64 = 1
      while revision < last {
        await store.waitForChange(after: revision)
        for change in try store.changes(after: revision) {
          seen.append(change.revision)
          revision = change.revision
        }
      }
      return seen
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<250 { try? store.write { _ = $0.put(things, thing) } }
        }
      }
    }
    #expect(try await reader.value == Array(2...last))
  }

  @Test(.timeLimit(.minutes(5))) func `a dry run wakes nobody`() async throws {
    let store = ObjectStore()
    let waiter = Task { await store.waitForChange(after: 1) }
    try store.write(isDryRun: true) { _ = $0.put(things, thing) }
    try store.write { _ = $0.put(things, ["metadata": ["name": "b"]]) }
    await waiter.value
    #expect(store.objects(things).map(\.name) == ["b"])
  }
}
