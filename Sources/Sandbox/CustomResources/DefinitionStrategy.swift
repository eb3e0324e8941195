import JSON
import KubernetesAPI

/// How CustomResourceDefinitions are completed and judged
/// (`registry/customresourcedefinition/strategy.go`).
///
/// Rules in CEL are taken as they are.
struct DefinitionStrategy: Strategy {
  var countsGenerations: Bool { true }

  func conform(_ object: JSONValue, to version: ResourceVersion) throws(Status) -> Conformed {
    var conformed = try CommonStrategy().conform(object, to: version)
    var versions = conformed.value["spec", "versions"]?.array ?? []
    var document = SchemaDocument()
    for index in versions.indices {
      guard let schema = versions[index]["schema", "openAPIV3Schema"] else { continue }
      versions[index]["schema"]?["openAPIV3Schema"] = document.shaped(
        schema, at: "spec.versions[\(index)].schema.openAPIV3Schema")
    }
    if !versions.isEmpty { conformed.value["spec"]?["versions"] = .array(versions) }
    conformed.unknown += document.unknown
    return conformed
  }

  func setDefaults(_ object: inout JSONValue) {
    guard var spec = object["spec"]?.object else { return }
    if case .object(var names)? = spec["names"] {
      let kind = names["kind"]?.string ?? ""
      if (names["singular"]?.string ?? "").isEmpty, !kind.isEmpty {
        names["singular"] = .string(kind.lowercased())
      }
      if (names["listKind"]?.string ?? "").isEmpty, !kind.isEmpty {
        names["listKind"] = .string(kind + "List")
      }
      spec["names"] = .object(names.ordered(Self.nameFields))
    }
    if spec["conversion"] == nil || spec["conversion"]?.isNull == true {
      spec["conversion"] = ["strategy": "None"]
    }
    if spec["conversion", "webhook", "clientConfig", "service"]?.object != nil,
      spec["conversion", "webhook", "clientConfig", "service", "port"] == nil
    {
      spec[at: ["conversion", "webhook", "clientConfig", "service", "port"]] = 443
    }
    object["spec"] = .object(spec.ordered(Self.specFields))
  }

  private static let nameFields = [
    "plural", "singular", "shortNames", "kind", "listKind", "categories",
  ]
  private static let specFields = [
    "group", "names", "scope", "versions", "conversion", "preserveUnknownFields",
  ]

  func prepareForCreate(_ object: inout JSONValue) {
    object["status"] = [
      "conditions": .null, "acceptedNames": ["plural": "", "kind": ""], "storedVersions": .null,
    ]
    Self.storeVersion(&object)
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    guard subresource != "status" else { return object["spec"] = old["spec"] }
    object["status"] = old["status"]
    Self.storeVersion(&object)
  }

  /// Adds the storage version to those of which there may be stored objects.
  private static func storeVersion(_ object: inout JSONValue) {
    let versions = object["spec", "versions"]?.array ?? []
    guard let storage = versions.first(where: { $0["storage"]?.bool ?? false })?["name"] else {
      return
    }
    var stored = object["status", "storedVersions"]?.array ?? []
    guard !stored.contains(storage) else { return }
    stored.append(storage)
    object[at: ["status", "storedVersions"]] = .array(stored)
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let plural = object["spec", "names", "plural"]?.string ?? ""
    if object.name != "\(plural).\(object["spec", "group"]?.string ?? "")" {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "metadata.name", value: .string(object.name),
          detail: #"must be spec.names.plural+"."+spec.group"#))
    }
    problems += DefinitionCheck(object).problems()
    return problems + Self.approval(object)
  }

  func problems(
    updating object: JSONValue, old: JSONValue, subresource: String
  ) -> [FieldProblem] {
    guard subresource != "status" else { return [] }
    var problems = DefinitionCheck(object).problems()
    var fixed = [["group"], ["names", "plural"]]
    if DefinitionStatus.isEstablished(old) { fixed = [["scope"], ["names", "kind"]] + fixed }
    for path in fixed where object["spec"]?[at: path] != old["spec"]?[at: path] {
      problems.append(
        FieldProblem(
          kind: .invalid, field: "spec." + path.joined(separator: "."),
          value: object["spec"]?[at: path] ?? "", detail: "field is immutable"))
    }
    return problems
  }

  /// Groups of the community need a mark (`validateAPIApproval`).
  private static func approval(_ object: JSONValue) -> [FieldProblem] {
    let group = object["spec", "group"]?.string ?? ""
    let isProtected = ["k8s.io", "kubernetes.io"].contains { domain in
      group == domain || group.hasSuffix("." + domain)
    }
    let mark = "api-approved.kubernetes.io"
    guard isProtected, object["metadata", "annotations", mark] == nil else { return [] }
    return [
      FieldProblem(
        kind: .required, field: "metadata.annotations[\(mark)]",
        detail: "protected groups must have approval annotation \"\(mark)\", "
          + "see https://github.com/kubernetes/enhancements/pull/1111")
    ]
  }

  func warnings(for object: JSONValue) -> [String] {
    let versions = object["spec", "versions"]?.array ?? []
    return versions.compactMap { $0["schema", "openAPIV3Schema"] }
      .flatMap(Self.unknownFormats).map { "unrecognized format \(JSONValue.string($0))" }
  }

  /// The formats in a schema that are not checked.
  private static func unknownFormats(_ schema: JSONValue) -> [String] {
    var formats: [String] = []
    if let format = schema["format"]?.string, !format.isEmpty,
      StructuralSchema(schema).knownFormat.isEmpty
    {
      formats.append(format)
    }
    let children =
      (schema["properties"]?.object?.values ?? [])
      + [schema["items"], schema["additionalProperties"], schema["not"]].compactMap { $0 }
      + ["allOf", "anyOf", "oneOf"].flatMap { schema[$0]?.array ?? [] }
    return formats + children.flatMap(unknownFormats)
  }
}

extension JSONObject {
  /// The members with the known ones first, in the order of their declaration.
  func ordered(_ names: [String]) -> JSONObject {
    var ordered = JSONObject()
    for name in names { ordered[name] = self[name] }
    for (name, value) in self { ordered[name] = value }
    return ordered
  }

  fileprivate subscript(path: String...) -> JSONValue? { JSONValue.object(self)[at: path] }

  fileprivate subscript(at path: [String]) -> JSONValue? {
    get { JSONValue.object(self)[at: path] }
    set {
      var value = JSONValue.object(self)
      value[at: path] = newValue
      if let members = value.object { self = members }
    }
  }
}
