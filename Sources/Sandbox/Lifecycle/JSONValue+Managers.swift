import JSON
import Wire

extension JSONValue {
  /// Notes in `metadata.managedFields` which fields a controller of kube-controller-manager wrote.
  ///
  /// The controller always writes the same fields, so an entry of its own is replaced.
  mutating func noteManager(
    _ manager: String, of fields: JSONValue, subresource: String = "", _ now: Timestamp
  ) {
    var entry: JSONValue = [
      "manager": .string(manager), "operation": "Update",
      "apiVersion": self["apiVersion"] ?? "v1", "time": .time(now), "fieldsType": "FieldsV1",
      "fieldsV1": fields,
    ]
    if !subresource.isEmpty { entry["subresource"] = .string(subresource) }
    var entries = self["metadata", "managedFields"]?.array ?? []
    entries.removeAll {
      $0["manager"]?.string == manager && ($0["subresource"]?.string ?? "") == subresource
    }
    setMetadata("managedFields", .array(entries + [entry]), isSorted: false)
  }
}
