import JSON

/// What is wrong with the owners and finalizers of an object.
enum OwnerProblems {
  private static let ownersField = "metadata.ownerReferences"
  private static let finalizersField = "metadata.finalizers"

  /// `ValidateOwnerReferences`.
  static func owners(of object: JSONValue) -> [FieldProblem] {
    let owners = object.items("metadata", "ownerReferences")
    var problems: [FieldProblem] = []
    var controller: String?
    for owner in owners {
      problems += missing(in: owner)
      guard owner["controller"]?.bool == true else { continue }
      let name = "\(owner.text("kind"))/\(owner.text("name"))"
      if let controller {
        problems.append(
          .invalid(
            ownersField, .array(owners),
            "Only one reference can have Controller set to true. Found \"true\" in references for "
              + "\(controller) and \(name)"))
      } else {
        controller = name
      }
    }
    return problems
  }

  private static func missing(in owner: JSONValue) -> [FieldProblem] {
    let words = [
      ("apiVersion", "version must not be empty"), ("kind", "must not be empty"),
      ("name", "must not be empty"), ("uid", "must not be empty"),
    ]
    var problems = words.compactMap { key, detail in
      owner.text(key).isEmpty ? FieldProblem.invalid("\(ownersField).\(key)", "", detail) : nil
    }
    if owner.text("apiVersion") == "v1", owner.text("kind") == "Event" {
      problems.append(
        .invalid(ownersField, owner, "/v1, Kind=Event is disallowed from being an owner"))
    }
    return problems
  }

  /// `ValidateFinalizers`.
  static func finalizers(of object: JSONValue) -> [FieldProblem] {
    let finalizers = object.items("metadata", "finalizers").compactMap(\.string)
    var problems = finalizers.flatMap { name in
      NameSyntax.qualifiedName(name)
        .map { FieldProblem.invalid(finalizersField, .string(name), $0) }
    }
    if finalizers.contains("orphan"), finalizers.contains("foregroundDeletion") {
      problems.append(
        .invalid(
          finalizersField, .array(object.items("metadata", "finalizers")),
          "finalizer orphan and foregroundDeletion cannot be both set"))
    }
    return problems
  }

  /// A finalizer without a domain that is none of Kubernetes' own (`validateKubeFinalizerName`).
  static func standard(_ name: String, _ field: String) -> [FieldProblem] {
    let known = ["kubernetes", "orphan", "foregroundDeletion"]
    guard !name.contains("/"), !known.contains(name) else { return [] }
    return [
      .invalid(
        field, .string(name),
        "name is neither a standard finalizer name nor is it fully qualified")
    ]
  }

  /// Finalizers that come too late (`ValidateNoNewFinalizers`).
  static func newFinalizers(of object: JSONValue, old: JSONValue) -> [FieldProblem] {
    let known = old.items("metadata", "finalizers").compactMap(\.string)
    let new = Set(object.items("metadata", "finalizers").compactMap(\.string)).subtracting(known)
    guard !new.isEmpty else { return [] }
    let list = new.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    return [
      .forbidden(
        finalizersField,
        "no new finalizers can be added if the object is being deleted, found new finalizers "
          + "[]string{\(list)}")
    ]
  }
}
