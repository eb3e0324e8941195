import JSON
import Kubernetes

@testable import Controllers

/// Objects of Dispatch as the API server answers them.
enum DispatchObjects {
  static func user(
    _ name: String, _ userID: String, _ namespaces: [String] = [], age: Int = 0,
    isLeaving: Bool = false, more: KeyValuePairs<String, JSONValue> = [:]
  ) throws -> DispatchUser {
    var spec: JSONValue = ["userID": .string(userID), "namespaces": .strings(namespaces)]
    for (key, value) in more { spec[key] = value }
    let metadata = metadata(name, age: age, isLeaving: isLeaving)
    return DispatchUser(try object(metadata, ["spec": spec]))
  }

  static func owned(
    _ name: String, _ ownerID: String, _ namespace: String, age: Int = 0,
    isDerived: Bool = true, isLeaving: Bool = false, reason: DispatchReason? = nil,
    more: KeyValuePairs<String, JSONValue> = [:]
  ) throws -> OwnedNamespace {
    var spec: JSONValue = ["ownerID": .string(ownerID), "namespace": .string(namespace)]
    for (key, value) in more { spec[key] = value }
    var metadata = metadata(name, age: age, isLeaving: isLeaving)
    if isDerived { metadata["labels"] = ["bailiwick.dev/controller": "dispatch"] }
    var members: JSONObject = ["spec": spec]
    if let reason {
      let status: JSONValue = reason == .granted ? "True" : "False"
      members["status"] = [
        "conditions": [
          [
            "type": "Ready", "status": status, "reason": .string(reason.rawValue),
            "message": .string("it is \(reason.rawValue)"), "observedGeneration": 1,
          ]
        ]
      ]
    }
    return OwnedNamespace(try object(metadata, members))
  }

  /// A role binding or a quota in a namespace.
  static func made(
    _ name: String, in namespace: String, labels: [String: String], _ members: JSONObject
  ) throws -> APIObject {
    var metadata = metadata(name, age: 0, isLeaving: false)
    metadata["namespace"] = .string(namespace)
    metadata["labels"] = .texts(labels)
    return try object(metadata, members)
  }

  private static func metadata(_ name: String, age: Int, isLeaving: Bool) -> JSONValue {
    // The older, the earlier.
    var metadata: JSONValue = [
      "name": .string(name), "namespace": "dispatch", "uid": .string("uid-\(name)"),
      "resourceVersion": "1", "generation": 1,
      "creationTimestamp": .string("2026-01-01T00:00:\(59 - age)Z"),
    ]
    if isLeaving { metadata["deletionTimestamp"] = "2026-01-01T01:00:00Z" }
    return metadata
  }

  private static func object(_ metadata: JSONValue, _ members: JSONObject) throws -> APIObject {
    var members = members
    members["metadata"] = metadata
    return try APIObject(json: .object(members))
  }
}
