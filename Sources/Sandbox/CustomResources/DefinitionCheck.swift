import JSON

/// What is wrong with a CustomResourceDefinition (`apis/apiextensions/validation`).
///
/// The API server moves what is the same in all versions (schema, subresources, columns) to the top
/// of its internal form first; the paths of problems show it.
struct DefinitionCheck {
  let spec: JSONValue
  let status: JSONValue
  let versions: [JSONValue]

  init(_ definition: JSONValue) {
    spec = definition["spec"] ?? [:]
    status = definition["status"] ?? [:]
    versions = spec["versions"]?.array ?? []
  }

  /// Whether all versions have the same there.
  func isShared(_ name: String) -> Bool {
    versions.dropFirst().allSatisfy { $0[name] == versions[0][name] }
  }

  /// What is wrong, in the order in which the API server looks.
  func problems() -> [FieldProblem] {
    var problems = groupProblems() + scopeProblems()
    for (index, version) in versions.enumerated()
    where version["schema", "openAPIV3Schema"] == nil {
      problems.append(
        FieldProblem(
          kind: .required, field: "spec.versions[\(index)].schema.openAPIV3Schema"))
    }
    for (index, version) in versions.enumerated() {
      problems += versionProblems(version, at: "spec.versions[\(index)]")
    }
    problems += storageProblems() + nameProblems()
    if let first = versions.first {
      if isShared("schema") {
        problems += schemaProblems(first["schema"], at: "spec.validation")
      }
      if isShared("subresources") {
        problems += scaleProblems(first, at: "spec.subresources")
      }
      if isShared("additionalPrinterColumns") {
        problems += columnProblems(first, at: "spec.additionalPrinterColumns")
      }
      if isShared("selectableFields") {
        problems += selectableProblems(first, at: "spec.selectableFields")
      }
    }
    problems += conversionProblems()
    problems += storedProblems()
    if spec["preserveUnknownFields"]?.bool ?? false {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec.preserveUnknownFields", value: true,
          detail: "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in "
            + "spec.versions[*].schema instead"))
    }
    return problems
  }

  private func groupProblems() -> [FieldProblem] {
    let group = spec["group"]?.string ?? ""
    guard !group.isEmpty else { return [FieldProblem(kind: .required, field: "spec.group")] }
    let detail: String
    if let error = DNSName.subdomainError(group) {
      detail = error
    } else if !group.contains(".") {
      detail = "should be a domain with at least one dot"
    } else {
      return []
    }
    return [
      FieldProblem(kind: .invalid, field: "spec.group", value: .string(group), detail: detail)
    ]
  }

  private func scopeProblems() -> [FieldProblem] {
    let scope = spec["scope"]?.string ?? ""
    if scope.isEmpty { return [FieldProblem(kind: .required, field: "spec.scope")] }
    guard scope != "Cluster", scope != "Namespaced" else { return [] }
    return [
      FieldProblem(
        kind: .notSupported, field: "spec.scope", value: .string(scope),
        detail: #"supported values: "Cluster", "Namespaced""#)
    ]
  }

  private func storedProblems() -> [FieldProblem] {
    let field = "status.storedVersions"
    let stored = status["storedVersions"]?.array ?? []
    guard !stored.isEmpty else {
      return [
        FieldProblem(
          kind: .invalid, field: field, value: .null,
          detail: "must have at least one stored version")
      ]
    }
    return stored.enumerated().compactMap { index, version in
      guard let name = version.string, !versions.contains(where: { $0["name"] == version }) else {
        return nil
      }
      return FieldProblem(
        kind: .invalid, field: "\(field)[\(index)]", value: version,
        detail: "missing from spec.versions; \(name) was previously a storage version, and must "
          + "remain in spec.versions until a storage migration ensures no data remains persisted "
          + "in \(name) and removes \(name) from status.storedVersions")
    }
  }
}
