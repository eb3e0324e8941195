import JSON
import KubernetesAPI

/// Patches that look like the object and merge its lists (`apimachinery/pkg/util/strategicpatch`).
enum StrategicMergePatch {
  /// The object with the patch laid over it.
  ///
  /// Directives in the patch (`$patch`, `$retainKeys`, `$setElementOrder/…`,
  /// `$deleteFromPrimitiveList/…`) say what else is to be done than merging.
  ///
  /// - Throws: 400 for a patch that is none, 500 where the API server does not know better either.
  static func apply(
    _ patch: JSONValue, to object: JSONValue, schema: Schema
  ) throws(Status) -> JSONValue {
    guard !patch.isNull else { return object }
    guard let changes = patch.object else {
      throw .badRequest(
        "json: cannot unmarshal \(patch.goName) into Go value of type map[string]interface {}")
    }
    return .object(try merge(changes, into: object.object ?? [:], schema))
  }

  static func merge(
    _ patch: JSONObject, into object: JSONObject, _ schema: Schema
  ) throws(Status) -> JSONObject {
    var (patch, object) = (patch, object)
    if let directive = patch[Directive.marker] {
      switch directive.string {
      case "replace":
        patch[Directive.marker] = nil
        return patch
      case "delete": return [:]
      default: throw unknownDirective(directive, in: patch)
      }
    }
    try retainKeys(&object, &patch)
    try mergeOrderedLists(&object, &patch, schema)
    for (key, change) in patch {
      guard Directive.isDeletion(key) else {
        let isReplaced = schema.structure?[key]?.isReplaced ?? false
        if isReplaced, object[key]?.object != nil, change.object != nil {
          object[key] = change
        } else {
          object[key] = try merge(change, into: object[key], schema.member(key))
        }
        continue
      }
      let name = try Directive.deletion.field(key)
      if change.isNull {
        object[name] = nil
      } else if case (.array(let old)?, .array(let deleted)) = (object[name], change) {
        object[name] = .array(try ListMerge(schema.member(name)).delete(deleted, from: old))
      }
    }
    return object
  }

  /// The value of a member; nil when it is removed.
  private static func merge(
    _ change: JSONValue, into old: JSONValue?, _ schema: Schema
  ) throws(Status) -> JSONValue? {
    switch (old, change) {
    case (_, .null): return nil
    case (.object(let old)?, .object(let changes)):
      return .object(try merge(changes, into: old, schema))
    case (.array(let old)?, .array(let changes)):
      guard schema.mergeKey != nil else { return change }
      return .array(try ListMerge(schema).merge(changes, into: old))
    default: return change.withoutNulls.withoutDirectives
    }
  }

  /// Removes the members that the patch does not list (`$retainKeys`).
  private static func retainKeys(
    _ object: inout JSONObject, _ patch: inout JSONObject
  ) throws(Status) {
    guard let list = patch[Directive.retainKeys] else { return }
    patch[Directive.retainKeys] = nil
    guard let keys = list.array else {
      throw .badRequest("invalid patch format of retainKeys")
    }
    for (key, value) in patch where !value.isNull && !Directive.isAboutList(key) {
      guard keys.contains(.string(key)) else {
        throw .badRequest("invalid patch format of retainKeys")
      }
    }
    for key in object.keys where !keys.contains(.string(key)) { object[key] = nil }
  }

  static func unknownDirective(_ directive: JSONValue, in patch: JSONObject) -> Status {
    .unexpected(
      "unknown patch type: \(directive.goText) in map: \(JSONValue.object(patch).goText)")
  }
}

extension JSONValue {
  /// Without the members that are null; elements of lists stay.
  fileprivate var withoutNulls: JSONValue {
    switch self {
    case .object(let members):
      var result = JSONObject()
      for (key, value) in members where !value.isNull { result[key] = value.withoutNulls }
      return .object(result)
    case .array(let elements): return .array(elements.map(\.withoutNulls))
    default: return self
    }
  }

  /// Without the objects that have a directive; nil when this is one.
  var withoutDirectives: JSONValue? {
    switch self {
    case .object(let members):
      if members[Directive.marker] != nil { return nil }
      var result = JSONObject()
      for (key, value) in members { result[key] = value.withoutDirectives }
      return .object(result)
    case .array(let elements): return .array(elements.compactMap(\.withoutDirectives))
    default: return self
    }
  }
}
