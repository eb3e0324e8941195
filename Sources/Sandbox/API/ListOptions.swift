import JSON
import KubernetesAPI

/// The parameters of a list or a watch (`metav1.ListOptions`), checked as the API server does
/// (apimachinery/pkg/apis/internalversion/validation).
struct ListOptions: Sendable {
  /// What `resourceVersion` and `resourceVersionMatch` mean together.
  enum Moment: Sendable, Hashable {
    /// The newest state.
    case latest
    /// Any state will do.
    case any
    /// A state that is not older.
    case notOlderThan(UInt64)
    /// That very state.
    case exactly(UInt64)
  }

  var limit = 0
  var continueToken = ""
  var resourceVersion = ""
  var moment = Moment.latest
  /// Seconds until a watch ends; nil when the server chooses.
  var timeoutSeconds: UInt64?
  var allowsBookmarks = false
  var sendsInitialEvents: Bool?

  init(_ query: Query, isWatch: Bool) throws(Status) {
    let match = query[first: "resourceVersionMatch"] ?? ""
    resourceVersion = query[first: "resourceVersion"] ?? ""
    continueToken = query[first: "continue"] ?? ""
    limit = Int(try Self.integer(query, "limit") ?? 0)
    timeoutSeconds = try Self.integer(query, "timeoutSeconds").map { UInt64(max(0, $0)) }
    allowsBookmarks = Self.bool(query, "allowWatchBookmarks") ?? false
    sendsInitialEvents = Self.bool(query, "sendInitialEvents")
    try check(match: match, isWatch: isWatch)
    if isWatch, !resourceVersion.isEmpty, UInt64(resourceVersion) == nil {
      throw .noRevision(resourceVersion)
    }
    moment = try moment(match: match)
  }

  private func check(match: String, isWatch: Bool) throws(Status) {
    var problems: [FieldProblem] = []
    func forbid(_ field: String, _ detail: String) {
      problems.append(FieldProblem(kind: .forbidden, field: field, detail: detail))
    }
    if sendsInitialEvents != nil {
      if !isWatch { forbid("sendInitialEvents", "sendInitialEvents is forbidden for list") }
      if isWatch, match != "NotOlderThan" {
        forbid(
          "resourceVersionMatch",
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
      }
    } else if !match.isEmpty {
      if isWatch {
        forbid(
          "resourceVersionMatch",
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")
      }
      if resourceVersion.isEmpty {
        forbid(
          "resourceVersionMatch",
          "resourceVersionMatch is forbidden unless resourceVersion is provided")
      }
      if !continueToken.isEmpty {
        forbid(
          "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided")
      }
      if match != "Exact", match != "NotOlderThan" {
        problems.append(
          FieldProblem(
            kind: .notSupported, field: "resourceVersionMatch", value: .string(match),
            detail: "supported values: \"Exact\", \"NotOlderThan\", \"\""))
      }
      if match == "Exact", resourceVersion == "0" {
        forbid(
          "resourceVersionMatch",
          "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")
      }
    }
    guard problems.isEmpty else {
      throw .invalid(group: "meta.k8s.io", kind: "ListOptions", name: "", problems)
    }
  }

  private func moment(match: String) throws(Status) -> Moment {
    guard !resourceVersion.isEmpty else { return .latest }
    guard let number = UInt64(resourceVersion) else {
      throw .badRequest(
        "invalid resource version: resourceVersion: Invalid value: \"\(resourceVersion)\": "
          + "strconv.ParseUint: parsing \"\(resourceVersion)\": invalid syntax")
    }
    if number == 0 { return .any }
    if match == "Exact" || (match.isEmpty && limit > 0) { return .exactly(number) }
    return .notOlderThan(number)
  }

  private static func integer(_ query: Query, _ name: String) throws(Status) -> Int64? {
    guard let text = query[first: name], !text.isEmpty else { return nil }
    guard let number = Int64(text) else {
      throw .badRequest("strconv.ParseInt: parsing \"\(text)\": invalid syntax")
    }
    return number
  }

  /// A Boolean as Kubernetes reads one: absent is nil, `false` and `0` are false, all else is true.
  private static func bool(_ query: Query, _ name: String) -> Bool? {
    guard let text = query[first: name] else { return nil }
    return !["false", "False", "FALSE", "0"].contains(text)
  }
}
