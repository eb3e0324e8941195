import JSON
import KubernetesAPI

/// The parameters of a request that changes something (`CreateOptions`, `UpdateOptions`,
/// `PatchOptions` of meta/v1).
struct WriteOptions: Sendable {
  /// Whether everything is done but storing.
  var isDryRun = false
  /// Who owns the fields that are set.
  var manager: String
  /// What is done about unknown and duplicate fields.
  var validation = FieldValidation.warn
  /// Whether an apply takes fields from their owners.
  var isForced = false

  init(manager: String) { self.manager = manager }

  /// Reads a query.
  ///
  /// - Parameter kind: the kind of the options, for the message of an error.
  init(
    _ query: Query, kind: String, userAgent: String?, isApply: Bool = false
  ) throws(Status) {
    var problems: [FieldProblem] = []
    let given = query[first: "fieldManager"] ?? ""
    // The user agent up to its version (handlers/create.go, `managerOrUserAgent`).
    manager = given.isEmpty ? String((userAgent ?? "").prefix { $0 != "/" }.prefix(128)) : given
    if manager.isEmpty { manager = "unknown" }
    if given.utf8.count > 128 {
      problems.append(
        FieldProblem(
          kind: .tooLong, field: "fieldManager", detail: "may not be more than 128 bytes"))
    }
    if isApply, given.isEmpty {
      problems.append(
        FieldProblem(
          kind: .required, field: "fieldManager", detail: "is required for apply patch"))
    }
    let dryRun = query[first: "dryRun"].map { [$0] } ?? []
    isDryRun = !dryRun.isEmpty
    if dryRun.contains(where: { $0 != "All" }) {
      problems.append(
        FieldProblem(
          kind: .notSupported, field: "dryRun", value: .strings(dryRun),
          detail: "supported values: \"All\""))
    }
    if let text = query[first: "force"] {
      isForced = !["false", "False", "0", ""].contains(text)
      if !isApply {
        problems.append(
          FieldProblem(
            kind: .forbidden, field: "force", detail: "may not be specified for non-apply patch"))
      }
    }
    guard problems.isEmpty else {
      throw .invalid(group: "meta.k8s.io", kind: kind, name: "", problems)
    }
    validation = try FieldValidation(query[first: "fieldValidation"], options: kind)
  }
}
