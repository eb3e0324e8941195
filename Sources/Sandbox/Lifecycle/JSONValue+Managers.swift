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
    entries.append(entry)
    // Applied fields first, then by time (`managedfields/internal/managedfields.go`).
    let keys = ["operation", "time", "manager", "apiVersion", "subresource"]
    entries.sort { one, other in
      for key in keys {
        let (left, right) = (one[key]?.string ?? "", other[key]?.string ?? "")
        if left != right { return left.utf8.lexicographicallyPrecedes(right.utf8) }
      }
      return false
    }
    setMetadata("managedFields", .array(entries), isSorted: false)
  }

  /// Takes references to owners out of `metadata.managedFields`; an entry that names nothing else
  /// goes.
  mutating func forgetManagers(ofOwners uids: Set<String>) {
    guard let entries = self["metadata", "managedFields"]?.array else { return }
    let left = entries.compactMap { entry -> JSONValue? in
      guard var owners = entry["fieldsV1", "f:metadata", "f:ownerReferences"] else { return entry }
      for uid in uids { owners["k:{\"uid\":\"\(uid)\"}"] = Optional.none }
      // The dot stands for the list itself, which is there as long as something is in it.
      if owners.object?.keys == ["."] { owners = [:] }
      var metadata = entry["fieldsV1", "f:metadata"] ?? [:]
      metadata["f:ownerReferences"] = owners.object?.isEmpty == false ? owners : Optional.none
      var fields = entry["fieldsV1"] ?? [:]
      fields["f:metadata"] = metadata.object?.isEmpty == false ? metadata : Optional.none
      guard fields.object?.isEmpty == false else { return nil }
      var entry = entry
      entry["fieldsV1"] = fields
      return entry
    }
    self["metadata"]?["managedFields"] = left.isEmpty ? Optional.none : .array(left)
  }
}
