import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

extension RecordedWriteTests {
  @Test(arguments: created.indices)
  func `a new object is written as a real server writes it`(_ place: Int) throws {
    let (recorded, answer) = (Self.created[place], Self.created[place]["answer"] ?? .null)
    guard answer["code"] == nil else { return }
    let resource = try Self.resource(of: recorded)
    let version = resource.versions[0]
    var object = try resource.strategy.conform(recorded["sent"] ?? .null, to: version).value
    for key in ["uid", "creationTimestamp", "namespace", "finalizers", "generation"] {
      object["metadata"]?[key] = answer["metadata", key]
    }
    resource.strategy.setDefaults(&object)
    resource.strategy.prepareForCreate(&object)
    // What the server chooses, and what admission adds.
    for path in [
      ["spec", "clusterIP"], ["spec", "clusterIPs"], ["status", "lastPhaseTransitionTime"],
      ["spec", "taints"],
    ] {
      if let value = answer[at: path] { object[at: path] = value }
    }
    object = try resource.strategy.conform(object, to: version).value
    #expect(
      String(decoding: object.encoded(), as: UTF8.self)
        == String(decoding: answer.encoded(), as: UTF8.self))
  }

  @Test(arguments: updated.indices)
  func `an update is written as a real server writes it`(_ place: Int) throws {
    let (recorded, answer) = (Self.updated[place], Self.updated[place]["answer"] ?? .null)
    guard answer["code"] == nil else { return }
    let resource = try Self.resource(of: recorded)
    let (version, old) = (resource.versions[0], recorded["old"] ?? .null)
    var object = try resource.strategy.conform(recorded["sent"] ?? .null, to: version).value
    for key in ["uid", "creationTimestamp", "resourceVersion", "generation"] {
      object["metadata"]?[key] = answer["metadata", key]
    }
    resource.strategy.setDefaults(&object)
    resource.strategy.prepareForUpdate(
      &object, old: old, subresource: recorded.text("subresource"))
    object["metadata"]?["generation"] = answer["metadata", "generation"]
    object = try resource.strategy.conform(object, to: version).value
    #expect(
      String(decoding: object.encoded(), as: UTF8.self)
        == String(decoding: answer.encoded(), as: UTF8.self))
  }
}
