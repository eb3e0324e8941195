import JSON
import KubernetesAPI
import Ownership
import TestSupport
import Testing

@testable import Proxy

@Suite("A namespace that somebody wants made")
struct NamespaceDraftTests {
  private static func draft(
    _ body: String, _ type: String? = "application/json", query: String = ""
  ) throws -> NamespaceDraft {
    try NamespaceDraft(Array(body.utf8), contentType: type, query: Query(parsing: query))
  }

  /// A body, and the code and words of its refusal.
  struct Refused: Sendable, CustomTestStringConvertible {
    let body: String
    var type = "application/json"
    var query = ""
    let code: Int
    let says: String
    var testDescription: String { "\(type) \(query) \(body)" }
  }

  @Test(arguments: [
    Refused(body: "", code: 400, says: "error decoding body"),
    Refused(body: "[]", code: 400, says: "not a Namespace"),
    Refused(body: #"{"kind":"Pod","metadata":{"name":"a"}}"#, code: 400, says: "not a Namespace"),
    Refused(
      body: #"{"apiVersion":"v2","metadata":{"name":"a"}}"#, code: 400, says: "not a Namespace"),
    Refused(body: #"{"metadata":[]}"#, code: 400, says: "metadata"),
    Refused(body: #"{"metadata":{"name":1}}"#, code: 400, says: "metadata.name"),
    Refused(
      body: #"{"metadata":{"name":"a","labels":{"b":1}}}"#, code: 400, says: "metadata.labels[b]"),
    Refused(
      body: #"{"metadata":{"name":"a","labels":{"b":"c"}},"metadata":{"name":"b"}}"#, code: 400,
      says: "error decoding body"),
    Refused(
      body: #"{"metadata":{"name":"a","ownerReferences":[{"uid":"u"}]}}"#, code: 403,
      says: "metadata.ownerReferences"),
    Refused(
      body: #"{"metadata":{"name":"a","ownerReferences":"x"}}"#, code: 403,
      says: "metadata.ownerReferences"),
    Refused(
      body: #"{"metadata":{"name":"a","finalizers":["a.b/c"]}}"#, code: 403,
      says: "metadata.finalizers"),
    Refused(
      body: #"{"metadata":{"name":"a"},"spec":{"finalizers":["kubernetes"]}}"#, code: 403,
      says: "spec cannot be set"),
    Refused(body: "{}", code: 422, says: "name or generateName is required"),
    Refused(body: #"{"metadata":{"name":"A_b"}}"#, code: 422, says: #""A_b""#),
    Refused(body: #"{"metadata":{"name":"a.b"}}"#, code: 422, says: "RFC 1123 label"),
    Refused(
      body: #"{"metadata":{"name":"\#(String(repeating: "a", count: 64))"}}"#, code: 422,
      says: "63 bytes"),
    Refused(
      body: #"{"metadata":{"name":"a"}}"#, query: "dryRun=some", code: 422, says: "CreateOptions"),
    Refused(
      body: #"{"metadata":{"name":"a"}}"#, query: "dryRun=All&dryRun=", code: 400,
      says: "more than once"),
    Refused(
      body: #"{"metadata":{"name":"a"}}"#, type: "application/cbor", code: 415,
      says: "unknown format"),
    Refused(body: "k8s", type: "application/vnd.kubernetes.protobuf", code: 400, says: "decoding"),
  ])
  func `is refused where it says what no tenant may say`(_ row: Refused) {
    #expect {
      _ = try Self.draft(row.body, row.type, query: row.query)
    } throws: { error in
      guard let status = error as? Status else { return false }
      return status.code == row.code && status.message.contains(row.says)
    }
  }

  @Test(arguments: [
    ("application/json", #"{"metadata":{"name":"a","labels":{"b":"c"}},"spec":{},"status":{}}"#),
    (
      "application/json; charset=utf-8",
      #"""
      {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"a","labels":{"b":"c"},
      "finalizers":[],"ownerReferences":null,"creationTimestamp":null},"spec":{"finalizers":[]}}
      """#
    ),
    ("application/yaml", "kind: Namespace\nmetadata:\n  name: a\n  labels: {b: c}\n"),
    ("", #"{"metadata":{"name":"a","labels":{"b":"c"}}}"#),
  ])
  func `is read in every form in which nothing more is said`(_ type: String, _ body: String) throws
  {
    let draft = try Self.draft(body, type, query: "dryRun=All&fieldManager=me")
    #expect(draft.name == "a")
    #expect(draft.labels == ["b": "c"])
    #expect(draft.isDryRun)
    #expect(draft.query.encoded() == "fieldManager=me")
  }

  @Test func `has the name that was asked for, or one drawn`() throws {
    var source = SeededGenerator(seed: 1)
    let named = try Self.draft(#"{"metadata":{"name":"a","generateName":"b-"}}"#)
    #expect(try named.chosenName(by: &source) == "a")
    let long = String(repeating: "a", count: 60)
    for (beginning, kept) in [("b-", "b-"), (long, String(long.prefix(58)))] {
      let drawn = try Self.draft(#"{"metadata":{"generateName":"\#(beginning)"}}"#)
      let names = Set(try (0..<20).map { _ in try drawn.chosenName(by: &source) })
      #expect(names.count == 20)
      for name in names {
        #expect(name.hasPrefix(kept) && name.utf8.count == kept.utf8.count + 5)
      }
    }
    let odd = try Self.draft(#"{"metadata":{"generateName":"B."}}"#)
    #expect(throws: Status.self) { _ = try odd.chosenName(by: &source) }
  }

  @Test func `becomes the tenant's, with what the tenant gives`() throws {
    let terms = try NamespaceTerms([
      "metadata": ["name": "oil", "uid": "t-oil"],
      "spec": [
        "namespaceOptions": [
          "additionalMetadata": [
            "labels": ["pod-security.kubernetes.io/enforce": "baseline"],
            "annotations": ["owner": "oil"],
          ]
        ]
      ],
    ])
    let draft = try Self.draft(
      #"{"metadata":{"generateName":"oil-","labels":{"team":"a"},"annotations":{"n":"1"}},"spec":{}}"#
    )
    #expect(
      draft.object(named: "oil-x", in: terms) == [
        "apiVersion": "v1", "kind": "Namespace", "spec": [:],
        "metadata": [
          "name": "oil-x", "generateName": "oil-",
          "labels": [
            "team": "a", "pod-security.kubernetes.io/enforce": "baseline",
            "capsule.clastix.io/tenant": "oil",
          ],
          "annotations": ["n": "1", "owner": "oil"],
          "ownerReferences": [
            [
              "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": "oil",
              "uid": "t-oil", "controller": true, "blockOwnerDeletion": true,
            ]
          ],
        ],
      ])
  }
}
