import JSON

extension StructuralSchema {
  /// The members every object of the API has; the root and embedded resources keep them.
  static let metaFields: Set<String> = ["apiVersion", "kind", "metadata"]

  /// An object without the fields the schema does not know, and the paths of these in order
  /// (`apiextensions-apiserver/pkg/apiserver/schema/pruning`).
  func pruned(_ object: JSONValue) -> (value: JSONValue, unknown: [String]) {
    var unknown: [String] = []
    let value = Self.pruned(object, by: self, isRoot: true, at: "", &unknown)
    unknown.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return (value, unknown)
  }

  private static func pruned(
    _ value: JSONValue, by schema: StructuralSchema?, isRoot: Bool = false, at path: String,
    _ unknown: inout [String]
  ) -> JSONValue {
    switch value {
    case .object(let members):
      var kept = JSONObject()
      for (name, member) in members {
        if let schema, isRoot || schema.isEmbedded, metaFields.contains(name) {
          kept[name] = member
          continue
        }
        let place = path.isEmpty ? name : "\(path).\(name)"
        if let schema, let known = schema.member(name) {
          kept[name] = pruned(member, by: known, at: place, &unknown)
        } else if schema?.preservesUnknown ?? false {
          kept[name] = member
        } else {
          unknown.append(place)
        }
      }
      return .object(kept)
    case .array(let elements):
      if let schema, schema.items == nil, schema.preservesUnknown { return value }
      return .array(
        elements.enumerated().map { index, element in
          pruned(element, by: schema?.items, at: "\(path)[\(index)]", &unknown)
        })
    default: return value
    }
  }
}
