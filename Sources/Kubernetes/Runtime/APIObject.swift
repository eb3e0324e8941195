package import JSON
package import KubernetesAPI

/// A whole object of the API as a controller's store keeps it: without `managedFields`, which are
/// half of its bytes and nothing that anybody here reads.
package struct APIObject: KubernetesObject {
  /// The metadata.
  package let metadata: ObjectMeta

  /// The object as it came, without `managedFields`.
  package let json: JSONValue

  package init(json: JSONValue) throws {
    metadata = try ObjectMeta(of: json)
    var json = json
    if var kept = json["metadata"] {
      kept["managedFields"] = nil
      json["metadata"] = kept
    }
    self.json = json
  }

  package var key: ObjectKey { ObjectKey(namespace: metadata.namespace, name: metadata.name) }

  package var uid: String { metadata.uid }

  package var resourceVersion: String { metadata.resourceVersion }

  /// The number of the spec that conditions tell of; 0 for a kind that has none.
  package var generation: Int { json["metadata", "generation"]?.int ?? 0 }

  /// Whether the object is as it is wanted: it has every member that `desired` has, with the same
  /// value; arrays are compared whole.
  ///
  /// Its type is not looked at: the items of a list do not say it, and it is the resource's.
  package func satisfies(_ desired: JSONValue) -> Bool {
    var fields = desired
    fields["apiVersion"] = nil
    fields["kind"] = nil
    return json.contains(fields)
  }
}

extension JSONValue {
  /// Whether the value has everything that another has: of objects each member, of arrays as many
  /// elements, in the same order, and of anything else the same value.
  package func contains(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let mine), .object(let wanted)):
      wanted.allSatisfy { key, value in mine[key]?.contains(value) ?? false }
    case (.array(let mine), .array(let wanted)):
      mine.count == wanted.count && zip(mine, wanted).allSatisfy { $0.contains($1) }
    default: self == other
    }
  }
}
