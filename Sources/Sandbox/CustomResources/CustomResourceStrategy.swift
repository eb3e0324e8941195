import JSON
import KubernetesAPI

/// How custom resources are pruned, completed and judged (`registry/customresource/strategy.go`).
///
/// Each by the schema of the version it is sent in. Rules in CEL are not evaluated.
struct CustomResourceStrategy: Strategy {
  let group: String
  let versions: [VersionRules]
  let isNamespaced: Bool

  var countsGenerations: Bool { true }

  /// Without a status subresource the status is a part of the object like any other.
  var generationCountsStatus: Bool { !storage.hasStatus }

  private var storage: VersionRules { versions.first(where: \.isStorage) ?? versions[0] }

  /// The rules of the version an object is in.
  func rules(for object: JSONValue) -> VersionRules {
    let version = object["apiVersion"]?.string ?? ""
    return versions.first { $0.apiVersion == version } ?? storage
  }

  func conform(_ object: JSONValue, to version: ResourceVersion) throws(Status) -> Conformed {
    let rules = versions.first { $0.name == version.name } ?? storage
    var unknown: [String] = []
    var object = object
    if let metadata = object["metadata"] {
      let conformed = try Self.metadata(metadata, kind: rules.kind, version: rules.name)
      object["metadata"] = conformed.value
      unknown = conformed.unknown.map { "metadata.\($0)" }
    }
    let pruned = rules.schema.pruned(object)
    let value = rules.schema.withoutNulls(pruned.value)
    return Conformed(value: value.sorted, unknown: unknown + pruned.unknown)
  }

  private static func metadata(
    _ metadata: JSONValue, kind: String, version: String
  ) throws(Status) -> Conformed {
    do throws(ConformError) {
      return try Schema.message("meta.ObjectMeta").conform(metadata)
    } catch {
      throw .badRequest(
        "\(kind) in version \"\(version)\" cannot be handled as a \(kind): \(error.message)")
    }
  }

  func setDefaults(_ object: inout JSONValue) {
    rules(for: object).schema.setDefaults(&object)
  }

  func prepareForCreate(_ object: inout JSONValue) {
    if rules(for: object).hasStatus { object["status"] = nil }
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    switch subresource {
    case "" where rules(for: object).hasStatus: object["status"] = old["status"]
    case "status":
      var changed = old
      changed["apiVersion"] = object["apiVersion"]
      changed["status"] = object["status"]
      changed[at: ["metadata", "managedFields"]] = object["metadata", "managedFields"]
      object = changed
    default: break
    }
  }

  /// Prunes what the stored version does not know, whatever version was sent, and sorts: with
  /// conversion `None` nothing else than the version changes on the way into the store.
  func prepareForStorage(_ object: inout JSONValue) {
    let stored = storage.schema.pruned(object).value
    object = storage.schema.withoutNulls(stored).sorted
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    let rules = rules(for: object)
    var problems = SchemaCheck().problems(object, rules.schema)
    problems += ScaleRules(rules).problems(object)
    problems += EmbeddedCheck.problems(object, rules.schema)
    problems += ListCheck.problems(object, rules.schema)
    return problems + Self.unchecked(rules, problems)
  }

  func problems(
    updating object: JSONValue, old: JSONValue, subresource: String
  ) -> [FieldProblem] {
    let rules = rules(for: object)
    var problems: [FieldProblem] = []
    if subresource == "status" {
      if let status = object["status"] {
        let schema = rules.schema.properties["status"] ?? .empty
        problems += SchemaCheck(field: "status").problems(
          status, schema, replacing: old["status"])
      }
    } else {
      problems += SchemaCheck().problems(object, rules.schema, replacing: old)
      problems += EmbeddedCheck.problems(object, rules.schema)
    }
    problems += ScaleRules(rules).problems(object, isStatus: subresource == "status")
    if ListCheck.problems(old, rules.schema).isEmpty {
      problems += ListCheck.problems(object, rules.schema)
    }
    return problems + Self.unchecked(rules, problems)
  }

  /// What is said when an object is too wrong for the rules in CEL to be tried.
  private static func unchecked(
    _ rules: VersionRules, _ problems: [FieldProblem]
  ) -> [FieldProblem] {
    let blocking: Set<FieldProblem.Kind> = [
      .notSupported, .required, .tooLong, .tooMany, .typeInvalid,
    ]
    guard rules.schema.hasRules, problems.contains(where: { blocking.contains($0.kind) }) else {
      return []
    }
    return [
      FieldProblem(
        kind: .invalid, field: "<nil>", value: .null,
        detail: "some validation rules were not checked because the object was invalid; "
          + "correct the existing errors to complete validation")
    ]
  }

  func warnings(for object: JSONValue) -> [String] {
    FinalizerWarnings.warnings(for: object)
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    guard let field = rules(for: object).selectableFields.first(where: { $0.name == name }) else {
      return nil
    }
    guard let value = field.path.values(in: object).first, !value.isNull else { return "" }
    return value.string ?? value.description
  }
}
