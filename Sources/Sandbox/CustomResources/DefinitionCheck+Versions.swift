import JSON

extension DefinitionCheck {
  private static let columnTypes = ["boolean", "date", "integer", "number", "string"]
  private static let columnFormats = [
    "byte", "date", "date-time", "double", "float", "int32", "int64", "password",
  ]

  /// What is wrong with one version, apart from what all versions share.
  func versionProblems(_ version: JSONValue, at path: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let name = version["name"]?.string ?? ""
    if let error = DNSName.labelError(name) {
      problems.append(
        FieldProblem(kind: .invalid, field: "\(path).name", value: .string(name), detail: error))
    }
    problems += deprecationProblems(version, at: "\(path).deprecationWarning")
    if !isShared("schema") { problems += schemaProblems(version["schema"], at: "\(path).schema") }
    if !isShared("subresources") { problems += scaleProblems(version, at: "\(path).subresources") }
    if !isShared("additionalPrinterColumns") {
      problems += columnProblems(version, at: "\(path).additionalPrinterColumns")
    }
    if !isShared("selectableFields") {
      problems += selectableProblems(version, at: "\(path).selectableFields")
    }
    return problems
  }

  private func deprecationProblems(_ version: JSONValue, at path: String) -> [FieldProblem] {
    guard let warning = version["deprecationWarning"]?.string else { return [] }
    var errors: [String] = []
    if version["deprecated"]?.bool != true {
      errors.append("can only be set for deprecated versions")
    } else if warning.isEmpty {
      errors.append("must not be an empty string")
    } else if warning.utf8.count > 256 {
      errors.append("must be <= 256 characters long")
    }
    return errors.map {
      FieldProblem(kind: .invalid, field: path, value: .string(warning), detail: $0)
    }
  }

  /// Whether there is exactly one storage version, and no name twice.
  func storageProblems() -> [FieldProblem] {
    var details: [String] = []
    let names = versions.compactMap { $0["name"]?.string }
    if Set(names).count < names.count { details.append("must contain unique version names") }
    if versions.count(where: { $0["storage"]?.bool ?? false }) != 1 {
      details.append("must have exactly one version marked as storage version")
    }
    var problems = details.map {
      FieldProblem(kind: .invalid, field: "spec.versions", value: internalVersions, detail: $0)
    }
    // The internal type repeats the first name as `spec.version`.
    if let name = versions.first?["name"]?.string, let error = DNSName.labelError(name) {
      problems.append(
        FieldProblem(kind: .invalid, field: "spec.version", value: .string(name), detail: error))
    }
    return problems
  }

  /// The versions as the internal type is printed: Go's names, what is shared moved away.
  private var internalVersions: JSONValue {
    guard !versions.isEmpty else { return spec["versions"] ?? .null }
    return .array(
      versions.map { version in
        [
          "Name": version["name"] ?? "", "Served": version["served"] ?? false,
          "Storage": version["storage"] ?? false, "Deprecated": version["deprecated"] ?? false,
          "DeprecationWarning": version["deprecationWarning"] ?? .null, "Schema": .null,
          "Subresources": .null, "AdditionalPrinterColumns": .null, "SelectableFields": .null,
        ]
      })
  }

  /// What is wrong with the columns of a version.
  func columnProblems(_ version: JSONValue, at path: String) -> [FieldProblem] {
    let columns = version["additionalPrinterColumns"]?.array ?? []
    return columns.enumerated().flatMap { index, column -> [FieldProblem] in
      let path = "\(path)[\(index)]"
      var problems: [FieldProblem] = []
      if (column["name"]?.string ?? "").isEmpty {
        problems.append(FieldProblem(kind: .required, field: "\(path).name"))
      }
      let type = column["type"]?.string ?? ""
      if !Self.columnTypes.contains(type) {
        problems.append(
          FieldProblem(
            kind: type.isEmpty ? .required : .invalid, field: "\(path).type",
            value: .string(type),
            detail: "must be one of " + Self.columnTypes.joined(separator: ",")))
      }
      let format = column["format"]?.string ?? ""
      if !format.isEmpty, !Self.columnFormats.contains(format) {
        problems.append(
          FieldProblem(
            kind: .invalid, field: "\(path).format", value: .string(format),
            detail: "must be one of " + Self.columnFormats.joined(separator: ",")))
      }
      return problems + pathProblems(column["jsonPath"]?.string ?? "", at: "\(path).JSONPath")
    }
  }

  /// What is wrong with the paths of a scale.
  func scaleProblems(_ version: JSONValue, at path: String) -> [FieldProblem] {
    guard let scale = version["subresources", "scale"] else { return [] }
    var problems: [FieldProblem] = []
    for (name, root) in [("specReplicasPath", ".spec"), ("statusReplicasPath", ".status")] {
      let field = "\(path).scale.\(name)"
      let text = scale[name]?.string ?? ""
      let own = pathProblems(text, at: field)
      problems += own
      if own.isEmpty, !text.hasPrefix(root + ".") {
        problems.append(
          FieldProblem(
            kind: .invalid, field: field, value: .string(text),
            detail: "should be a json path under \(root)"))
      }
    }
    guard let text = scale["labelSelectorPath"]?.string, !text.isEmpty else { return problems }
    let field = "\(path).scale.labelSelectorPath"
    let own = pathProblems(text, at: field)
    problems += own
    if own.isEmpty, !text.hasPrefix(".spec."), !text.hasPrefix(".status.") {
      problems.append(
        FieldProblem(
          kind: .invalid, field: field, value: .string(text),
          detail: "should be a json path under either .spec or .status"))
    }
    return problems
  }

  private func pathProblems(_ text: String, at field: String) -> [FieldProblem] {
    if text.isEmpty { return [FieldProblem(kind: .required, field: field)] }
    guard !text.hasPrefix(".") else { return [] }
    return [
      FieldProblem(
        kind: .invalid, field: field, value: .string(text),
        detail: "must be a simple json path starting with .")
    ]
  }

  /// What is wrong with a schema: whether it is structural, its defaults, its extensions.
  func schemaProblems(_ validation: JSONValue?, at path: String) -> [FieldProblem] {
    guard let schema = validation?["openAPIV3Schema"] else { return [] }
    let path = "\(path).openAPIV3Schema"
    var problems: [FieldProblem] = []
    problems += rootProblems(schema, at: path)
    if schema["nullable"]?.bool ?? false {
      problems.append(
        FieldProblem(
          kind: .forbidden, field: "\(path).nullable", detail: "nullable cannot be true at the root"
        ))
    }
    if SchemaRules.isConvertible(schema) {
      let structural = StructuralCheck().problems(schema, at: path)
      problems += structural.isEmpty ? DefaultCheck.problems(schema, at: path) : structural
    }
    return problems + SchemaRules().problems(schema, at: path)
  }
}
