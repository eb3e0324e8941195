import JSON
import KubernetesAPI

/// How an object shall be deleted (`metav1.DeleteOptions`).
struct DeleteOptions: Sendable, Equatable {
  var gracePeriodSeconds: Int?
  /// The elder of `propagationPolicy`; not both may be given.
  var orphanDependents: Bool?
  /// `Background`, `Foreground` or `Orphan`.
  var propagationPolicy: String?
  /// The identity the object must have.
  var uid: String?
  /// The revision the object must have.
  var resourceVersion: String?
  var dryRun: [String] = []

  /// Whether nothing may be changed.
  var isDryRun: Bool { !dryRun.isEmpty }

  static let background = DeleteOptions(propagationPolicy: "Background")
}

extension DeleteOptions {
  /// Reads the body of a DELETE; what has another type counts as not given.
  init(_ body: JSONValue) {
    gracePeriodSeconds = body["gracePeriodSeconds"]?.int
    orphanDependents = body["orphanDependents"]?.bool
    propagationPolicy = body["propagationPolicy"]?.string
    uid = body["preconditions", "uid"]?.string
    resourceVersion = body["preconditions", "resourceVersion"]?.string
    dryRun = (body["dryRun"]?.array ?? []).compactMap(\.string)
  }

  /// Reads the query of a DELETE that has no body.
  init(_ query: Query) {
    gracePeriodSeconds = query[first: "gracePeriodSeconds"].flatMap { Int($0) }
    // As Go's conversion of query parameters does: everything but these is true.
    orphanDependents = query[first: "orphanDependents"].map {
      $0.lowercased() != "false" && $0 != "0"
    }
    propagationPolicy = query[first: "propagationPolicy"]
    dryRun = query[first: "dryRun"].map { [$0] } ?? []
  }

  /// Refuses options that contradict themselves (`ValidateDeleteOptions`).
  func validate() throws(Status) {
    var problems: [FieldProblem] = []
    if let propagationPolicy {
      if orphanDependents != nil {
        problems.append(
          FieldProblem(
            kind: .invalid, field: "propagationPolicy", value: .string(propagationPolicy),
            detail: "orphanDependents and deletionPropagation cannot be both set"))
      }
      if !["Foreground", "Background", "Orphan"].contains(propagationPolicy) {
        problems.append(
          FieldProblem(
            kind: .notSupported, field: "propagationPolicy", value: .string(propagationPolicy),
            detail: #"supported values: "Foreground", "Background", "Orphan", "nil""#))
      }
    }
    if dryRun.contains(where: { $0 != "All" }) {
      problems.append(
        FieldProblem(
          kind: .notSupported, field: "dryRun", value: .strings(dryRun),
          detail: #"supported values: "All""#))
    }
    guard problems.isEmpty else {
      throw .invalid(group: "meta.k8s.io", kind: "DeleteOptions", name: "", problems)
    }
  }
}
