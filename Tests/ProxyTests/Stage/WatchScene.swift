import JSON
import KubernetesAPI
import Ownership
import TestSupport

/// A stage whose upstream answers watches of namespaces by a faucet.
enum WatchScene {
  static let target = "/api/v1/namespaces?watch=1&resourceVersion=300"

  static func scene(_ faucet: Faucet, _ fields: (String, String)...) -> Scene {
    var scene = Scene()
    scene.script = { request in
      guard request.isOwn, request.target.contains("watch") else { return nil }
      var answer = faucet.answer()
      if !fields.isEmpty { answer.fields = fields }
      return answer
    }
    return scene
  }

  /// An event about a recorded namespace, as one line.
  static func event(_ type: String, _ name: String) throws -> String {
    let items = try Cluster.namespaces()["items"]?.array ?? []
    guard var item = items.first(where: { $0["metadata"]?["name"]?.string == name }) else {
      throw Fixture.Missing(name: name)
    }
    item["kind"] = "Namespace"
    item["apiVersion"] = "v1"
    let event: JSONValue = ["type": .string(type), "object": item]
    return String(decoding: event.encoded(), as: UTF8.self) + "\n"
  }

  static let bookmark =
    #"{"type":"BOOKMARK","object":{"kind":"Namespace","apiVersion":"v1","metadata":"#
    + #"{"resourceVersion":"400","creationTimestamp":null},"spec":{},"status":{}}}"# + "\n"

  /// What alice is told when her namespaces changed.
  static let expired =
    #"{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"#
    + #""status":"Failure","message":"The resourceVersion for the provided watch is too old.","#
    + #""reason":"Expired","code":410}}"# + "\n"

  /// The view in which alice owns one namespace less.
  static func viewAfterLoss() throws -> View {
    try Example.changedView { index in index.remove(namespace: "gas-marketing", at: 1) }
  }

  /// The view in which alice owns nothing any more.
  static func viewWithoutOil() throws -> View {
    try Example.changedView { index in index.remove(tenant: "oil") }
  }
}
