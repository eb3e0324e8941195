import JSON
import KubernetesAPI
import Ownership
import Testing

@testable import Proxy

@Suite("What a tenant lets its owners make")
struct NamespaceRulesTests {
  /// A tenant of alice's, a namespace, and the words of its refusal; nil when it may be made.
  struct Row: Sendable, CustomTestStringConvertible {
    var spec: JSONValue = [:]
    var metadata: JSONValue = [:]
    var name = "oil-a"
    var labels: JSONValue = [:]
    var annotations: JSONValue = [:]
    let says: String?
    var testDescription: String { "\(spec) \(metadata) \(name) \(labels) \(annotations)" }
  }

  static let security = "pod-security.kubernetes.io/enforce"

  @Test(arguments: [
    Row(says: nil),
    Row(name: "anything", says: nil),
    Row(labels: ["team": "a"], annotations: ["b": "c"], says: nil),
    // The tenant's state.
    Row(spec: ["cordoned": true], says: "cordoned"),
    Row(spec: ["cordoned": "yes"], says: "cordoned"),
    Row(spec: ["cordoned": false], says: nil),
    Row(metadata: ["labels": ["capsule.clastix.io/cordon": "enabled"]], says: "cordoned"),
    Row(metadata: ["deletionTimestamp": "2026-01-01T00:00:00Z"], says: "being deleted"),
    // Names.
    Row(spec: ["forceTenantPrefix": true], name: "oil-a", says: nil),
    Row(spec: ["forceTenantPrefix": true], name: "oil", says: "begin with oil-"),
    Row(spec: ["forceTenantPrefix": true], name: "oila-b", says: "begin with oil-"),
    Row(spec: ["forceTenantPrefix": true], name: "gas-a", says: "begin with oil-"),
    Row(spec: ["forceTenantPrefix": "on"], name: "gas-a", says: "begin with oil-"),
    Row(name: "platform", says: "cluster's own"),
    Row(name: "platforms", says: nil),
    // Whose it is, and which rules hold.
    Row(labels: ["capsule.clastix.io/tenant": "oil"], says: nil),
    Row(labels: ["capsule.clastix.io/tenant": "gas"], says: "capsule.clastix.io/tenant"),
    Row(
      annotations: ["capsule.clastix.io/tenant": "gas"],
      says: "metadata.annotations[capsule.clastix.io/tenant]"),
    Row(labels: ["kubernetes.io/metadata.name": "oil-a"], says: nil),
    Row(labels: ["kubernetes.io/metadata.name": "gas"], says: "kubernetes.io/metadata.name"),
    Row(labels: ["hnc.x-k8s.io/included-namespace": "true"], says: "hnc.x-k8s.io"),
    Row(annotations: ["bailiwick.dev/adopt": "Profile/x"], says: "bailiwick.dev/adopt"),
    Row(labels: [security: "privileged"], says: security),
    // Unless the tenant says so itself, in each of its shapes.
    Row(
      spec: ["namespaceOptions": ["additionalMetadata": ["labels": [security: "baseline"]]]],
      labels: [security: "baseline"], says: nil),
    Row(
      spec: ["namespaceOptions": ["additionalMetadata": ["labels": [security: "baseline"]]]],
      labels: [security: "privileged"], says: "another value"),
    Row(
      spec: ["namespaceOptions": ["additionalMetadata": ["annotations": [security: "baseline"]]]],
      labels: [security: "baseline"], says: "cannot be set by a tenant"),
    Row(
      spec: ["namespacesMetadata": ["additionalLabels": [security: "baseline"]]],
      labels: [security: "baseline"], says: nil),
    Row(
      spec: ["namespaceOptions": ["additionalMetadataList": [["labels": [security: "baseline"]]]]],
      labels: [security: "baseline"], says: nil),
    // What the tenant forbids.
    Row(
      spec: ["namespaceOptions": ["forbiddenLabels": ["denied": ["team"]]]], labels: ["team": "a"],
      says: "forbidden in the tenant oil"),
    Row(
      spec: ["namespaceOptions": ["forbiddenLabels": ["denied": ["team"]]]],
      labels: ["teams": "a"], annotations: ["team": "a"], says: nil),
    Row(
      spec: ["namespaceOptions": ["forbiddenAnnotations": ["deniedRegex": "^te.m$"]]],
      annotations: ["team": "a"], says: "metadata.annotations[team]"),
    Row(
      spec: ["namespaceOptions": ["forbiddenLabels": ["deniedRegex": "(["]]], labels: ["x": "a"],
      says: "forbidden in the tenant oil"),
    Row(
      spec: ["namespaceOptions": ["forbiddenLabels": ["deniedRegex": ""]]], labels: ["x": "a"],
      says: nil),
    Row(
      metadata: ["annotations": ["capsule.clastix.io/forbidden-namespace-labels": "a, team"]],
      labels: ["team": "a"], says: "metadata.labels[team]"),
    Row(
      metadata: [
        "annotations": ["capsule.clastix.io/forbidden-namespace-annotations-regexp": "^te"]
      ], annotations: ["team": "a"], says: "metadata.annotations[team]"),
  ])
  func `is told by the tenant as it is now`(_ row: Row) throws {
    let refusal = try Self.refusal(row, by: "alice")
    guard let says = row.says else {
      #expect(refusal == nil)
      return
    }
    #expect(refusal?.code == 403)
    let message = refusal?.message ?? ""
    #expect(message.hasPrefix(#"namespaces "\#(row.name)" is forbidden: "#), "\(message)")
    #expect(message.contains(says), "\(message)")
  }

  @Test func `is nothing to whoever owns it no more`() throws {
    let refusal = try Self.refusal(Row(spec: ["cordoned": true], says: nil), by: "bob")
    #expect(
      refusal?.message
        == #"namespaces is forbidden: User "bob" cannot create resource "namespaces" "#
        + #"in API group "" at the cluster scope"#)
  }

  private static func refusal(_ row: Row, by user: String) throws -> Status? {
    var metadata = row.metadata
    metadata["name"] = "oil"
    metadata["uid"] = "t-oil"
    var spec = row.spec
    spec["owners"] = [["kind": "User", "name": "alice"]]
    let body: JSONValue = [
      "metadata": [
        "name": .string(row.name), "labels": row.labels, "annotations": row.annotations,
      ]
    ]
    let rules = NamespaceRules(
      isProtected: { $0 == "platform" },
      user: UserInfo(username: user),
      request: try ResourceRequest(method: "POST", target: "/api/v1/namespaces"))
    let draft = try NamespaceDraft(body.encoded(), contentType: nil, query: Query())
    return rules.refusal(
      of: draft, named: row.name, in: try NamespaceTerms(["metadata": metadata, "spec": spec]))
  }
}
