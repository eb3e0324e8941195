import JSON
import KubernetesAPI
import Wire

@testable import Sandbox

/// A store with controllers that work when they are told to.
struct StagedCluster {
  let store = ObjectStore()
  let catalog: Catalog
  var controllers: Controllers

  init(_ lifecycle: Lifecycle = .staged, more: [Resource] = [.stagedWidget]) {
    catalog = Catalog(Resource.staged + more)
    controllers = Controllers(lifecycle, store, catalog)
  }

  @discardableResult
  func put(_ resource: Resource, _ value: JSONValue) -> StoredObject {
    // A body that does not throw cannot fail.
    guard let object = try? store.write({ $0.put(resource.groupResource, value) }) else {
      fatalError("a write failed")
    }
    return object
  }

  func delete(
    _ resource: Resource, _ name: String, in namespace: String = "",
    _ options: DeleteOptions = .background
  ) throws(Status) {
    try store.write { transaction throws(Status) in
      guard let object = transaction.object(resource.groupResource, namespace, name) else {
        throw .notFound(resource.groupResource, name: name)
      }
      try transaction.delete(resource, object, options, now: .then)
    }
  }

  /// Replaces an object as an update does.
  func update(
    _ resource: Resource, _ name: String, in namespace: String = "",
    _ change: @Sendable (inout JSONValue) -> Void
  ) throws(Status) {
    try store.write { transaction throws(Status) in
      guard let object = transaction.object(resource.groupResource, namespace, name) else {
        throw .notFound(resource.groupResource, name: name)
      }
      var value = object.value
      change(&value)
      transaction.replace(resource, object, with: value)
    }
  }

  func object(_ resource: Resource, _ name: String, in namespace: String = "") -> JSONValue? {
    store.object(resource.groupResource, namespace, name)?.value
  }

  func names(_ resource: Resource, in namespace: String? = nil) -> [String] {
    store.objects(resource.groupResource, in: namespace).map(\.name)
  }
}

extension Lifecycle {
  static let staged = Lifecycle(certificate: "PEM", now: { .then })
}

extension JSONValue {
  /// Metadata with references to owners that have the identities of staged objects.
  static func owned(
    by owners: [(resource: Resource, name: String)], in namespace: String = "x",
    blocks: Bool = false, finalizers: [String] = []
  ) -> JSONValue {
    var metadata: JSONValue = [
      "ownerReferences": .array(
        owners.map { resource, name in
          let place = resource.isNamespaced ? namespace : ""
          return [
            "apiVersion": .string(resource.apiVersion("v1")),
            "kind": .string(resource.names.kind), "name": .string(name),
            "uid": .string("\(resource.names.plural)/\(place)/\(name)"),
            "blockOwnerDeletion": .bool(blocks),
          ]
        })
    ]
    if !finalizers.isEmpty { metadata["finalizers"] = .strings(finalizers) }
    return metadata
  }
}
