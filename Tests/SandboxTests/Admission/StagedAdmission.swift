import JSON
import KubernetesAPI

@testable import Sandbox

/// A store with the namespace `x`, its service account, and admission in front of it.
struct StagedAdmission {
  let store = ObjectStore()
  let admission: Admission

  init() {
    var admission = Admission(Catalog(Resource.staged + [.stagedClaim, .stagedPriorityClass]))
    admission.now = { .then }
    admission.suffix = { "abcde" }
    self.admission = admission
    put(.stagedNamespace, .stagedNamespace("x"))
    put(.stagedServiceAccount, .staged(.stagedServiceAccount, "default", in: "x"))
  }

  func put(_ resource: Resource, _ value: JSONValue) {
    // A body that does not throw cannot fail.
    _ = try? store.write { $0.put(resource.groupResource, value) }
  }

  /// Creates an object as the server does, without validation.
  @discardableResult
  func create(_ resource: Resource, _ value: JSONValue) throws(Status) -> JSONValue {
    let namespace = value.namespace
    return try store.write { transaction throws(Status) in
      var object = value
      try admission.complete(&object, of: resource, in: namespace, transaction)
      try admission.check(creating: object, of: resource, in: namespace, &transaction)
      return transaction.put(resource.groupResource, object).value
    }
  }

  /// Why an object is not created; nil when it is.
  func refusal(_ resource: Resource, _ value: JSONValue) -> Status? {
    do throws(Status) {
      try create(resource, value)
      return nil
    } catch {
      return error
    }
  }

  func object(_ resource: Resource, _ name: String, in namespace: String = "x") -> JSONValue? {
    store.object(resource.groupResource, namespace, name)?.value
  }
}

extension Resource {
  static let stagedClaim = plain("persistentvolumeclaims", "PersistentVolumeClaim")
  static let stagedPriorityClass = plain(
    "priorityclasses", "PriorityClass", group: "scheduling.k8s.io", isNamespaced: false)
  static let stagedStorageClass = plain(
    "storageclasses", "StorageClass", group: "storage.k8s.io", isNamespaced: false)
}

extension JSONValue {
  /// A pod in the namespace `x` with one container.
  static func stagedPod(
    _ name: String, requests: JSONValue? = nil, limits: JSONValue? = nil
  ) -> JSONValue {
    var resources: JSONValue = [:]
    resources["limits"] = limits
    resources["requests"] = requests
    return .staged(
      .stagedPod, name, in: "x",
      ["spec": ["containers": [["name": "c", "resources": resources]]]])
  }
}
