import JSON
import KubernetesAPI
import TestSupport
import Testing

@testable import Sandbox

@Suite struct ObjectStorePropertyTests {
  private let things = GroupResource(group: "", resource: "things")
  private let others = GroupResource(group: "", resource: "others")

  @Test(arguments: UInt64(1)...12)
  func `random writes give what a store that keeps every moment gives`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let store = ObjectStore(history: seed % 2 == 0 ? 10 : 10_000)
    var model = StoreModel()
    for _ in 0..<120 {
      try writeSomething(&random, store, &model)
      try compare(&random, store, model)
    }
  }

  /// A transaction of a few steps, sometimes thrown away.
  private func writeSomething(
    _ random: inout SeededGenerator, _ store: ObjectStore, _ model: inout StoreModel
  ) throws {
    var next = model
    var steps: [(key: ObjectKey, mark: Int?)] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let namespace = ["", "a", "a-b", "b"].randomElement(using: &random) ?? ""
      let key = ObjectKey(namespace, ["x", "y", "z-1"].randomElement(using: &random) ?? "")
      let isThere = next.moments[Int(next.revision)][key.path] != nil
      if isThere && Bool.random(using: &random) {
        steps.append((key, nil))
        next.remove(key)
      } else {
        let mark = Int.random(in: 0..<1000, using: &random)
        steps.append((key, mark))
        next.put(key, mark)
      }
    }
    let fate = Int.random(in: 0..<4, using: &random)
    let plan = steps
    do {
      try store.write(isDryRun: fate == 1) { transaction throws(Status) in
        for (key, mark) in plan {
          if let mark {
            _ = transaction.put(
              things,
              [
                "metadata": ["name": .string(key.name), "namespace": .string(key.namespace)],
                "spec": ["mark": JSONValue.number(String(mark))],
              ])
          } else if let object = transaction.object(things, key.namespace, key.name) {
            transaction.remove(things, object)
          }
        }
        if fate == 0 { throw .badRequest("thrown away") }
      }
    } catch {
      #expect(fate == 0)
    }
    if fate > 1 { model = next }
  }

  private func compare(
    _ random: inout SeededGenerator, _ store: ObjectStore, _ model: StoreModel
  ) throws {
    #expect(store.revision == model.revision)
    let moment = UInt64.random(in: 1...model.revision, using: &random)
    let namespace = [nil, "a", "a-b", "c"].randomElement(using: &random) ?? nil
    #expect(
      store.objects(things, in: namespace).map(StoreModel.Entry.init)
        == model.list(at: model.revision, in: namespace))
    #expect(store.objects(others).isEmpty)
    do throws(StoreError) {
      let past = try store.objects(things, in: namespace, at: moment)
      #expect(past.revision == moment)
      #expect(
        past.objects.map(StoreModel.Entry.init) == model.list(at: moment, in: namespace))
      let changes = try store.changes(after: moment)
      #expect(changes.map(\.revision) == Array((moment + 1)..<(model.revision + 1)))
      #expect(changes.map(\.kind) == Array(model.kinds[(Int(moment) + 1)...]))
    } catch {
      // At least as much as was promised is remembered.
      guard case .compacted = error else { throw error }
      #expect(model.revision - moment > 10)
    }
  }
}
