import JSON
import KubernetesAPI

extension StrategicMergePatch {
  /// Merges the lists that the patch gives an order, and takes them out of the patch
  /// (`mergePatchIntoOriginal`).
  static func mergeOrderedLists(
    _ object: inout JSONObject, _ patch: inout JSONObject, _ schema: Schema
  ) throws(Status) {
    for (key, value) in patch where Directive.isOrder(key) {
      patch[key] = nil
      guard let order = value.array else { throw notAList(value) }
      let name = try Directive.order.field(key)
      let merge = ListMerge(schema.member(name))
      let (old, change) = (object[name], patch[name])
      if let old, old.array == nil { throw notAList(old) }
      if let change, change.array == nil { throw notAList(change) }
      try merge.check(change?.array ?? [], against: order)
      let merged: [JSONValue]
      switch (old?.array, change?.array) {
      case (let old?, nil): merged = old
      case (nil, let change?): merged = change.compactMap(\.withoutDirectives)
      case (let old?, let change?):
        merged = schema.member(name).mergeKey == nil ? change : try merge.merge(change, into: old)
      case (nil, nil): continue
      }
      _ = try merge.hasObjects([old?.array ?? [], change?.array ?? []])
      object[name] = .array(
        try merge.order(merged, patchOrder: order, serverOrder: old?.array ?? []))
      patch[name] = nil
    }
  }

  private static func notAList(_ value: JSONValue) -> Status {
    .unexpected("expected a []interface {}, but received a \(value.goType)")
  }
}
