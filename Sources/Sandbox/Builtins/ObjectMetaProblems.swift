import JSON

/// What is wrong with the metadata of an object, of whatever kind
/// (`apimachinery/pkg/api/validation/objectmeta.go`).
enum ObjectMetaProblems {
  /// Of a new object.
  static func creating(_ object: JSONValue, resource: Resource) -> [FieldProblem] {
    creating(object, isNamespaced: resource.isNamespaced, nameRule: resource.strategy.nameRule)
      + finalizers(of: object, resource)
  }

  /// Of an object that replaces another.
  ///
  /// The API server judges in `rest.BeforeUpdate` and once or twice more in the strategy of the
  /// resource; so what is wrong is among the causes of its answer more than once.
  static func updating(_ object: JSONValue, old: JSONValue, resource: Resource) -> [FieldProblem] {
    updating(object, old: old, isNamespaced: resource.isNamespaced)
      + (resource.strategy.judgesMetadataAgain ? creating(object, resource: resource) : [])
      + finalizers(of: object, resource)
  }

  /// The finalizers without a domain are few, where `pkg/apis/core/validation` judges.
  private static func finalizers(of object: JSONValue, _ resource: Resource) -> [FieldProblem] {
    let others = [
      "rbac.authorization.k8s.io", "apiextensions.k8s.io", "admissionregistration.k8s.io",
    ]
    guard resource.message != nil, !others.contains(resource.group) else { return [] }
    return object.items("metadata", "finalizers").enumerated().flatMap { place, finalizer in
      OwnerProblems.standard(finalizer.string ?? "", "metadata.finalizers[\(place)]")
    }
  }

  /// Of a new object, whose name must follow a rule (`ValidateObjectMeta`).
  static func creating(
    _ object: JSONValue, isNamespaced: Bool, nameRule: NameRule
  ) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let base = object.text("metadata", "generateName")
    if !base.isEmpty {
      problems += nameRule.problems(prefix: base)
        .map { .invalid("metadata.generateName", .string(base), $0) }
    }
    let name = object.name
    if name.isEmpty {
      problems.append(.required("metadata.name", "name or generateName is required"))
    } else {
      problems += nameRule.problems(name).map { .invalid("metadata.name", .string(name), $0) }
    }
    return problems + common(object, isNamespaced: isNamespaced)
  }

  /// Of an object that replaces another, of whatever resource.
  static func updating(
    _ object: JSONValue, old: JSONValue, isNamespaced: Bool
  ) -> [FieldProblem] {
    let changes = changes(object, old)
    return creating(object, isNamespaced: isNamespaced, nameRule: .pathSegment) + changes + changes
  }

  private static func common(_ object: JSONValue, isNamespaced: Bool) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let namespace = object.namespace
    switch (isNamespaced, namespace.isEmpty) {
    case (true, true): problems.append(.required("metadata.namespace"))
    case (true, false):
      problems += NameSyntax.label(namespace)
        .map { .invalid("metadata.namespace", .string(namespace), $0) }
    case (false, false):
      problems.append(.forbidden("metadata.namespace", "not allowed on this type"))
    case (false, true): break
    }
    return problems + labels(object) + annotations(object) + OwnerProblems.owners(of: object)
      + OwnerProblems.finalizers(of: object)
  }

  /// `ValidateObjectMetaAccessorUpdate`.
  private static func changes(_ object: JSONValue, _ old: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if old["metadata", "deletionTimestamp"] != nil {
      problems += OwnerProblems.newFinalizers(of: object, old: old)
    }
    for key in [
      "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp",
      "deletionGracePeriodSeconds",
    ] where object["metadata", key] != old["metadata", key] {
      problems.append(
        .invalid("metadata.\(key)", object["metadata", key] ?? .null, "field is immutable"))
    }
    return problems + labels(object) + annotations(object) + OwnerProblems.owners(of: object)
  }

  private static func labels(_ object: JSONValue) -> [FieldProblem] {
    problems(labels: object["metadata", "labels"], "metadata.labels")
  }

  /// What is wrong with labels, wherever they are (`ValidateLabels`).
  static func problems(labels: JSONValue?, _ field: String) -> [FieldProblem] {
    (labels?.object ?? [:]).flatMap { key, value in
      let value = value.string ?? ""
      return NameSyntax.qualifiedName(key).map { .invalid(field, .string(key), $0) }
        + NameSyntax.labelValue(value).map { FieldProblem.invalid(field, .string(value), $0) }
    }
  }

  private static func annotations(_ object: JSONValue) -> [FieldProblem] {
    let annotations = object["metadata", "annotations"]?.object ?? [:]
    let field = "metadata.annotations"
    var problems = annotations.flatMap { key, _ in
      NameSyntax.qualifiedName(key.lowercased())
        .map { FieldProblem.invalid(field, .string(key), $0) }
    }
    let size = annotations.reduce(0) { size, entry in
      size + entry.key.utf8.count + (entry.value.string?.utf8.count ?? 0)
    }
    if size > annotationLimit { problems.append(.tooLong(field, annotationLimit)) }
    return problems
  }

  /// All keys and values of the annotations together may have so many bytes.
  private static let annotationLimit = 256 * 1024
}
