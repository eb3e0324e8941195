import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

/// A store with very many objects; whoever made the work grow with their square would notice.
@Suite(.timeLimit(.minutes(2)))
struct CrowdTests {
  private static let crowd = 10_000

  @Test func `ten thousand namespaces are stored and listed while somebody reads the history`()
    throws
  {
    let store = ObjectStore()
    var heard = 0
    var seen = store.revision
    for number in 0..<Self.crowd {
      // From both ends, so that none of them is always the last.
      let name = number.isMultiple(of: 2) ? "a-\(number)" : "z-\(Self.crowd - number)"
      let object: JSONValue = [
        "kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string(name)],
      ]
      // What was read is still held when the next is written.
      let changes = try store.changes(after: seen)
      let stored = try store.write { $0.put(Shelves.namespaces, object) }
      seen = stored.revision
      heard += changes.count
      heard += try store.changes(after: seen - 1).count
    }
    // Each change was handed out once, and nothing else.
    #expect(heard == Self.crowd)
    let listed = store.objects(Shelves.namespaces)
    #expect(listed.count == Self.crowd)
    #expect(Set(listed.map(\.name)).count == Self.crowd)
    #expect(listed.first?.name == "a-0" && listed.last?.name == "z-9999")
  }
}
