import JSON

/// ConfigMaps (`ValidateConfigMap`).
struct ConfigMapStrategy: Strategy {
  var judgesMetadataAgain: Bool { true }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let binary = object["binaryData"]?.object ?? [:]
    var size = 0
    for (key, value) in object["data"]?.object ?? [:] {
      problems += DataRules.problems(key: key, "data[\(key)]")
      if binary[key] != nil {
        problems.append(
          .invalid("data[\(key)]", .string(key), "duplicate of key present in binaryData"))
      }
      size += value.string?.utf8.count ?? 0
    }
    for (key, value) in binary {
      problems += DataRules.problems(key: key, "binaryData[\(key)]")
      size += DataRules.size(ofBase64: value)
    }
    if size > DataRules.limit { problems.append(.tooLong("[]", DataRules.limit)) }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    DataRules.problems(immutable: object, old, ["data", "binaryData"]) + problems(creating: object)
  }
}
