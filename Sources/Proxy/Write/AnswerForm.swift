internal import JSON
internal import KubernetesAPI
internal import Ownership

/// In which form the answer to a write is asked for, and how it is told whose it is.
struct AnswerForm: Sendable {
  /// The value of `Accept` that asks for the object as it is.
  static let object = "application/json"

  /// The value of `Accept`.
  let accept: String
  /// Whether that asks for the object as it is.
  let isObject: Bool

  /// Chooses of what a client accepts: JSON wherever it will do.
  ///
  /// - Throws: 406 when there is nothing of which it could be told whose it is.
  init(accept: String) throws(Status) {
    let clauses = Accept(parsing: accept).clauses.filter { clause in
      (clause.subtype == "json" || clause.subtype == "*")
        && clause.quality.flatMap(Double.init) != 0
    }
    isObject = clauses.contains { $0["as"] == nil && $0["g"] == nil && $0["v"] == nil }
    guard !clauses.isEmpty else { throw .notAcceptable(Accept.filterable) }
    self.accept = isObject ? Self.object : accept
  }

  /// Whether a successful answer tells of an object that is selected, or of none.
  func isSelected(_ answer: OwnAnswer, by selection: Selection) throws(ExchangeError) -> Bool {
    guard answer.isJSON else { throw .unfilterable("an answer that is not JSON") }
    do throws(FilterError) {
      let value = try answer.value
      if value["kind"]?.string == "Status", value["apiVersion"]?.string == "v1" { return true }
      guard value["kind"]?.string == "Table" else {
        return try ObjectState(value).isSelected(by: selection)
      }
      for row in value["rows"]?.array ?? [] {
        guard try ObjectState(row["object"] ?? .null).isSelected(by: selection) else {
          return false
        }
      }
      return true
    } catch {
      throw .unfilterable("the answer to a write: \(error)")
    }
  }
}
