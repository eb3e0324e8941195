import JSON
import KubernetesAPI
import Testing

struct ObjectMetaTests {
  static let namespace: JSONValue = [
    "apiVersion": "v1", "kind": "Namespace",
    "metadata": [
      "name": "oil-production", "uid": "u-1", "resourceVersion": "42",
      "creationTimestamp": nil, "deletionTimestamp": "2026-11-21T23:26:21Z",
      "labels": ["a": "b", "empty": nil], "annotations": ["x/y": "{\"metadata\":{}}"],
      "ownerReferences": [
        [
          "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": "oil",
          "uid": "t-1", "controller": true, "blockOwnerDeletion": true,
        ],
        ["apiVersion": "v1", "kind": "Namespace", "name": "n", "uid": "u"],
      ],
      "finalizers": ["one", "two"], "managedFields": [["manager": "x"]],
    ],
    "spec": ["finalizers": ["kubernetes"]],
  ]

  @Test func `reads an object's metadata`() throws {
    let metadata = try ObjectMeta(of: Self.namespace)
    #expect(
      metadata
        == ObjectMeta(
          name: "oil-production", uid: "u-1", resourceVersion: "42",
          labels: ["a": "b", "empty": ""], annotations: ["x/y": "{\"metadata\":{}}"],
          ownerReferences: [
            OwnerReference(
              apiVersion: "capsule.clastix.io/v1beta2", kind: "Tenant", name: "oil", uid: "t-1",
              controller: true),
            OwnerReference(apiVersion: "v1", kind: "Namespace", name: "n", uid: "u"),
          ],
          finalizers: ["one", "two"], deletionTimestamp: "2026-11-21T23:26:21Z"))
    #expect(metadata.isTerminating)
    #expect(metadata.ownerReferences.map(\.group) == ["capsule.clastix.io", ""])
  }

  @Test func `takes null and absence for nothing`() throws {
    let metadata = try ObjectMeta([
      "name": "x", "labels": nil, "annotations": nil, "ownerReferences": nil, "finalizers": nil,
      "deletionTimestamp": nil, "namespace": nil, "uid": nil,
    ])
    #expect(metadata == ObjectMeta(name: "x"))
  }

  @Test(arguments: [
    (#"null"#, "metadata"), (#""x""#, "metadata"), (#"{}"#, "metadata.name"),
    (#"{"name": ""}"#, "metadata.name"), (#"{"name": 1}"#, "metadata.name"),
    (#"{"name": "x", "uid": 1}"#, "metadata.uid"),
    (#"{"name": "x", "labels": []}"#, "metadata.labels"),
    (#"{"name": "x", "labels": {"a": 1}}"#, "metadata.labels"),
    (#"{"name": "x", "ownerReferences": ["x"]}"#, "metadata.ownerReferences"),
    (
      #"{"name": "x", "ownerReferences": [{"controller": "true"}]}"#,
      "metadata.ownerReferences.controller"
    ),
    (#"{"name": "x", "finalizers": "x"}"#, "metadata.finalizers"),
    (#"{"name": "x", "finalizers": [1]}"#, "metadata.finalizers"),
  ])
  func `refuses a field of another type`(_ text: String, _ path: String) throws {
    let json = try JSONValue(parsing: Array(text.utf8))
    let error = #expect(throws: FieldError.self) { try ObjectMeta(json) }
    #expect(error?.path == path)
  }

  @Test func `refuses an object without metadata`() {
    #expect(throws: FieldError.self) { try ObjectMeta(of: ["spec": ["metadata": ["name": "x"]]]) }
  }

  @Test func `reads and writes a user`() throws {
    let user = UserInfo(
      username: "alice", uid: "1", groups: ["b", "a"],
      extra: [.init(key: "example.com/k", values: ["v", ""]), .init(key: "z", values: [])])
    #expect(try UserInfo(user.json) == user)
    #expect(
      String(decoding: user.json.encoded(), as: UTF8.self)
        == #"{"username":"alice","uid":"1","groups":["b","a"],"extra":{"example.com/k":["v",""],"z":[]}}"#
    )
    #expect(try UserInfo([:]) == UserInfo(username: ""))
    #expect(UserInfo(username: "a").json == ["username": "a"])
  }

  @Test(arguments: [
    "null", #"{"username": 1}"#, #"{"groups": "x"}"#, #"{"groups": [1]}"#, #"{"extra": []}"#,
    #"{"extra": {"k": "v"}}"#, #"{"extra": {"k": [1]}}"#,
  ])
  func `refuses a user with a field of another type`(_ text: String) throws {
    let json = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: FieldError.self) { try UserInfo(json) }
  }

  @Test func `reads a label selector beside other fields`() throws {
    let selector = try LabelSelector([
      "allowed": ["x"], "matchLabels": ["a": "b"],
      "matchExpressions": [["key": "c", "operator": "In", "values": ["e", "d"]]],
    ])
    #expect(selector.description == "a=b,c in (d,e)")
    #expect(try LabelSelector([:]).isEmpty)
  }

  @Test(arguments: [
    "null", "[]", #"{"matchLabels": "a=b"}"#, #"{"matchLabels": {"a": true}}"#,
    #"{"matchExpressions": {}}"#, #"{"matchExpressions": ["a"]}"#,
    #"{"matchExpressions": [{"key": "a", "operator": "In"}]}"#,
    #"{"matchExpressions": [{"key": "a", "operator": "In", "values": "b"}]}"#,
    #"{"matchExpressions": [{"operator": "Exists"}]}"#, #"{"matchLabels": {"a b": "c"}}"#,
  ])
  func `refuses what is no label selector`(_ text: String) throws {
    let json = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: LabelSelectorError.self) { try LabelSelector(json) }
  }
}
