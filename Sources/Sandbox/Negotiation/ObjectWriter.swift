import JSON
import KubernetesAPI
import YAML

/// Writes the objects of one resource in one negotiated form.
struct ObjectWriter: Sendable {
  let resource: Resource
  let version: ResourceVersion
  let form: MediaForm
  /// How much of an object a Table row carries: `Metadata`, `Object` or `None`.
  var includeObject = "Metadata"
  /// Unix seconds, for ages.
  let now: Int64

  var apiVersion: String { resource.apiVersion(version.name) }
  private var isCustom: Bool { resource.definition != nil }

  // MARK: One object

  /// The answer that is one object.
  func object(_ object: StoredObject) -> [UInt8] {
    switch (form.encoding, form.shape) {
    case (.json, .whole): finished(text(of: object))
    case (.protobuf, .whole): envelope(converted(object))
    case (_, .table(let version)):
      finished(table([object], version, isFirst: true, revision: object.revision))
    case (.protobuf, .partial): envelope(partial(object))
    case (_, .partial): finished(partial(object))
    case (.yaml, .whole): finished(converted(object))
    }
  }

  // MARK: Lists

  /// What a list says beside its items.
  struct ListMetadata: Sendable {
    var revision: UInt64
    var continueToken = ""
    var remaining: Int?
  }

  /// The answer that is a list.
  func list(_ objects: [StoredObject], _ metadata: ListMetadata) -> [UInt8] {
    switch (form.encoding, form.shape) {
    case (.json, .whole): finished(listText(objects, metadata))
    case (.yaml, .whole): finished(listValue(objects, metadata))
    case (.protobuf, .whole):
      envelope(listValue(objects, metadata))
    case (_, .table(let version)):
      finished(table(objects, version, isFirst: true, metadata))
    case (let encoding, .partial(let version)):
      partialList(objects, metadata, version, encoding)
    }
  }

  private func partialList(
    _ objects: [StoredObject], _ metadata: ListMetadata, _ version: String,
    _ encoding: MediaForm.Encoding
  ) -> [UInt8] {
    let list: JSONValue = [
      "kind": "PartialObjectMetadataList", "apiVersion": .string("meta.k8s.io/\(version)"),
      "metadata": listMetadata(metadata), "items": .array(objects.map { partial($0) }),
    ]
    return encoding == .protobuf ? envelope(list) : finished(list)
  }

  /// JSON text of a list, made of the texts of its items.
  private func listText(_ objects: [StoredObject], _ metadata: ListMetadata) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(objects.reduce(256) { $0 + $1.json.count + 1 })
    let kind = resource.names.listKind
    if isCustom {
      text += "{\"apiVersion\":\"\(apiVersion)\",\"items\":[".utf8
    } else {
      text += "{\"kind\":\"\(kind)\",\"apiVersion\":\"\(apiVersion)\",\"metadata\":".utf8
      text += listMetadata(metadata).encoded()
      text += ",\"items\":[".utf8
    }
    let prefix = Array(
      "{\"kind\":\"\(resource.names.kind)\",\"apiVersion\":\"\(apiVersion)\",".utf8)
    for (place, object) in objects.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ",")) }
      if !isCustom, object.json.starts(with: prefix) {
        text.append(UInt8(ascii: "{"))
        text += object.json[prefix.count...]
      } else {
        text += self.text(of: object)
      }
    }
    text.append(UInt8(ascii: "]"))
    if isCustom {
      text += ",\"kind\":\"\(kind)\",\"metadata\":".utf8
      text += listMetadata(metadata).encoded()
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  private func listValue(_ objects: [StoredObject], _ metadata: ListMetadata) -> JSONValue {
    let items: [JSONValue] = objects.map { object in
      guard !isCustom else { return converted(object) }
      var item = object.value
      item["kind"] = nil
      item["apiVersion"] = nil
      return item
    }
    return [
      "kind": .string(resource.names.listKind), "apiVersion": .string(apiVersion),
      "metadata": listMetadata(metadata), "items": .array(items),
    ]
  }

  /// The metadata of a list; that of custom resources says also that there is no next page.
  private func listMetadata(_ metadata: ListMetadata) -> JSONValue {
    var value: JSONValue = [:]
    if isCustom, form.shape == .whole {
      value["continue"] = .string(metadata.continueToken)
      if let remaining = metadata.remaining { value["remainingItemCount"] = .int(remaining) }
      value["resourceVersion"] = .string(String(metadata.revision))
      return value
    }
    value["resourceVersion"] = .string(String(metadata.revision))
    if !metadata.continueToken.isEmpty { value["continue"] = .string(metadata.continueToken) }
    if let remaining = metadata.remaining { value["remainingItemCount"] = .int(remaining) }
    return value
  }

  // MARK: Tables

  /// A Table with a row for each object.
  func table(
    _ objects: [StoredObject], _ version: String, isFirst: Bool, revision: UInt64
  ) -> JSONValue {
    table(objects, version, isFirst: isFirst, ListMetadata(revision: revision))
  }

  private func table(
    _ objects: [StoredObject], _ version: String, isFirst: Bool, _ metadata: ListMetadata
  ) -> JSONValue {
    let columns = self.version.columns
    var table: JSONValue = [
      "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"),
    ]
    var list = JSONValue.object([:])
    list["resourceVersion"] = .string(String(metadata.revision))
    if !metadata.continueToken.isEmpty { list["continue"] = .string(metadata.continueToken) }
    if let remaining = metadata.remaining { list["remainingItemCount"] = .int(remaining) }
    table["metadata"] = list
    table["columnDefinitions"] = isFirst ? .array(columns.map(\.definition)) : .null
    table["rows"] = .array(
      objects.map { object in
        let value = converted(object)
        var row: JSONValue = ["cells": .array(columns.map { $0.cell(value, now) })]
        switch includeObject {
        case "None": row["object"] = .null
        case "Object": row["object"] = value
        default: row["object"] = partial(object, version)
        }
        return row
      })
    return table
  }

  // MARK: Pieces

  /// The object in the version that was asked for.
  func converted(_ object: StoredObject) -> JSONValue {
    guard object.value["apiVersion"]?.string != apiVersion else { return object.value }
    var value = object.value
    value["apiVersion"] = .string(apiVersion)
    return value
  }

  private func text(of object: StoredObject) -> [UInt8] {
    guard object.value["apiVersion"]?.string != apiVersion else { return object.json }
    return converted(object).encodedAsGo()
  }

  /// The object's metadata alone.
  func partial(_ object: StoredObject, _ version: String? = nil) -> JSONValue {
    var name = version ?? "v1"
    if version == nil, case .partial(let asked) = form.shape { name = asked }
    let metadata = resource.shownAlone(object.value["metadata"] ?? [:])
    // The form is a Go structure, and the metadata of a custom resource is not in its order.
    let ordered =
      isCustom ? (try? Schema.message("meta.ObjectMeta").conform(metadata))?.value : nil
    return [
      "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(name)"),
      "metadata": ordered ?? metadata,
    ]
  }

  private func finished(_ value: JSONValue) -> [UInt8] {
    form.encoding == .yaml ? YAML.encode(value) : finished(value.encodedAsGo())
  }

  private func finished(_ text: [UInt8]) -> [UInt8] {
    guard !form.isPretty else { return PrettyJSON.indented(text) }
    return text + [UInt8(ascii: "\n")]
  }

  private func envelope(_ value: JSONValue) -> [UInt8] {
    ProtobufEnvelope(value)?.wrapped() ?? []
  }
}
