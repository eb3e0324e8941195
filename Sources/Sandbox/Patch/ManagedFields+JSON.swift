import JSON

extension ManagedFields {
  /// Reads `metadata.managedFields`; without entries when there are none.
  ///
  /// - Throws: for entries the API server does not accept.
  init(_ json: JSONValue?) throws(ManagedFieldsError) {
    for (place, value) in (json?.array ?? []).enumerated() {
      guard let operation = value["operation"]?.string.flatMap(Operation.init) else {
        throw ManagedFieldsError(message: "operation must be `Apply` or `Update`")
      }
      guard let apiVersion = value["apiVersion"]?.string, !apiVersion.isEmpty else {
        throw ManagedFieldsError(message: "apiVersion must not be empty")
      }
      switch value["fieldsType"]?.string ?? "" {
      case "FieldsV1": break
      case "":
        throw ManagedFieldsError(message: "missing fieldsType in managed fields entry \(place)")
      case let type:
        throw ManagedFieldsError(
          message: "invalid fieldsType \(JSONValue.string(type)) in managed fields entry \(place)")
      }
      let identity = Identity(
        manager: value["manager"]?.string ?? "", operation: operation,
        apiVersion: operation == .apply ? "" : apiVersion,
        subresource: value["subresource"]?.string ?? "")
      let fields: FieldSet
      do throws(FieldsError) {
        fields = try FieldSet(fieldsV1: value["fieldsV1"] ?? [:])
      } catch {
        throw ManagedFieldsError(message: "error decoding set")
      }
      self[identity] = Entry(
        identity: identity, apiVersion: apiVersion, time: value["time"]?.string, fields: fields)
    }
  }

  /// The entries as they are written; nil when there are none.
  var json: JSONValue? {
    guard !entries.isEmpty else { return nil }
    return .array(entries.sorted(by: Self.comesBefore).map(\.json))
  }

  /// Applied before updated, then by age, then by names (`sortEncodedManagedFields`).
  private static func comesBefore(_ one: Entry, _ other: Entry) -> Bool {
    let keys = zip(one.order, other.order)
    for (one, other) in keys where !one.utf8.elementsEqual(other.utf8) {
      return one.comesBefore(other)
    }
    return false
  }
}

extension ManagedFields.Entry {
  /// The entry with its members in the order of the API server.
  fileprivate var json: JSONValue {
    var json: JSONValue = [:]
    if !identity.manager.isEmpty { json["manager"] = .string(identity.manager) }
    json["operation"] = .string(identity.operation.rawValue)
    json["apiVersion"] = .string(apiVersion)
    if let time { json["time"] = .string(time) }
    json["fieldsType"] = "FieldsV1"
    json["fieldsV1"] = fields.fieldsV1
    if !identity.subresource.isEmpty { json["subresource"] = .string(identity.subresource) }
    return json
  }

  /// Times are all of one form, so that they are in order as text.
  fileprivate var order: [String] {
    [
      identity.operation.rawValue, time ?? "", identity.manager, apiVersion, identity.subresource,
    ]
  }
}

/// Entries of managed fields that are not accepted.
struct ManagedFieldsError: Error {
  let message: String
}
