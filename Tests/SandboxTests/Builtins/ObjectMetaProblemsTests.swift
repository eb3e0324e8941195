import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

struct ObjectMetaProblemsTests {
  private func created(_ metadata: JSONValue, isNamespaced: Bool = false) -> [FieldProblem] {
    ObjectMetaProblems.creating(
      ["metadata": metadata], isNamespaced: isNamespaced, nameRule: .label)
  }

  @Test func `a bad name is answered as a real server answers`() throws {
    let problems = created(["name": "Bad_Name"])
    let status = Status.invalid(group: "", kind: "Namespace", name: "Bad_Name", problems)
    #expect(status.json == (try RecordedTable.fixture("status.422.json")))
  }

  private static let judged: [(JSONValue, [String])] = [
    ([:], ["metadata.name: Required value: name or generateName is required"]),
    (["name": "a", "namespace": "b"], ["metadata.namespace: Forbidden: not allowed on this type"]),
    (
      ["name": "a", "ownerReferences": [["apiVersion": "v1", "kind": "A", "name": "b"]]],
      ["metadata.ownerReferences.uid: Invalid value: \"\": must not be empty"]
    ),
    (
      ["name": "a", "finalizers": ["orphan", "foregroundDeletion"]],
      [
        "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan "
          + "and foregroundDeletion cannot be both set"
      ]
    ),
    (["name": "a", "labels": ["a": "b"], "annotations": ["A/b": "any thing"]], []),
  ]

  @Test(arguments: judged)
  func `metadata is judged`(_ metadata: JSONValue, _ texts: [String]) {
    #expect(created(metadata).map { "\($0.field): \($0.message)" } == texts)
  }

  @Test func `annotations have a limit`() {
    let large = String(repeating: "a", count: 256 * 1024)
    #expect(
      created(["name": "a", "annotations": ["k": .string(large)]]).map(\.message) == [
        "Too long: may not be more than 262144 bytes"
      ])
  }

  @Test func `labels are judged`() {
    let problems = created(["name": "a", "labels": ["a b": "c d"]])
    #expect(problems.map(\.value) == ["a b", "c d"])
    #expect(problems.allSatisfy { $0.field == "metadata.labels" })
  }

  @Test func `no finalizer comes while an object goes`() {
    let old: JSONValue = [
      "metadata": [
        "name": "a", "deletionTimestamp": "2026-01-01T00:00:00Z", "finalizers": ["b.c/d"],
      ]
    ]
    var new = old
    new[at: ["metadata", "finalizers"]] = ["b.c/d", "x"]
    let texts = Set(
      ObjectMetaProblems.updating(new, old: old, isNamespaced: false)
        .map { "\($0.field): \($0.message)" })
    #expect(
      texts == [
        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being "
          + "deleted, found new finalizers []string{\"x\"}"
      ])
    new[at: ["metadata", "finalizers"]] = nil
    #expect(ObjectMetaProblems.updating(new, old: old, isNamespaced: false).isEmpty)
  }

  @Test(arguments: ["name", "uid", "creationTimestamp", "deletionTimestamp"])
  func `what the server gave stays`(_ key: String) {
    let old: JSONValue = ["metadata": ["name": "a", "uid": "1"]]
    var new = old
    new[at: ["metadata", key]] = "b"
    let problems = ObjectMetaProblems.updating(new, old: old, isNamespaced: false)
    #expect(problems.first?.field == "metadata.\(key)")
    #expect(problems.first?.message == "Invalid value: \"b\": field is immutable")
  }

  @Test func `what is found twice is said once and caused twice`() {
    let problem = FieldProblem.forbidden("a", "no")
    let status = Status.invalid(group: "", kind: "K", name: "n", [problem, problem])
    #expect(status.message == "K \"n\" is invalid: a: Forbidden: no")
    #expect(status.details?.causes.count == 2)
  }
}
