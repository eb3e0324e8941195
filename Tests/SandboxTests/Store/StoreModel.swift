import JSON
import KubernetesAPI

@testable import Sandbox

/// What a store must say, in the plainest way: every moment is kept whole.
struct StoreModel {
  /// One object: where it is and what it holds.
  struct Entry: Hashable, Comparable, CustomStringConvertible {
    var path: String
    var mark: Int
    var revision: UInt64

    init(_ object: StoredObject) {
      path = ObjectKey(object.namespace, object.name).path
      mark = object.value["spec", "mark"]?.int ?? -1
      revision = object.revision
    }

    init(path: String, mark: Int, revision: UInt64) {
      (self.path, self.mark, self.revision) = (path, mark, revision)
    }

    static func < (one: Entry, other: Entry) -> Bool {
      one.path.utf8.lexicographicallyPrecedes(other.path.utf8)
    }

    var description: String { "\(path)=\(mark)@\(revision)" }
  }

  /// The entries by path after each revision, from 1 on.
  var moments: [[String: Entry]] = [[:], [:]]
  var kinds: [Change.Kind] = [.added, .added]

  var revision: UInt64 { UInt64(moments.count - 1) }

  mutating func put(_ key: ObjectKey, _ mark: Int) {
    var next = moments[moments.count - 1]
    kinds.append(next[key.path] == nil ? .added : .modified)
    next[key.path] = Entry(path: key.path, mark: mark, revision: revision + 1)
    moments.append(next)
  }

  mutating func remove(_ key: ObjectKey) {
    var next = moments[moments.count - 1]
    next[key.path] = nil
    kinds.append(.deleted)
    moments.append(next)
  }

  func list(at revision: UInt64, in namespace: String?) -> [Entry] {
    moments[Int(revision)].values.sorted().filter { entry in
      namespace.map { entry.path.hasPrefix("/\($0)/") } ?? true
    }
  }
}
