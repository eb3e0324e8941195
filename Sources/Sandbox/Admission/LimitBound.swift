import JSON

/// One of a LimitRange's limits, and what is beyond it
/// (`plugin/pkg/admission/limitranger/admission.go`).
struct LimitBound: Sendable {
  private let limit: JSONValue

  init(_ limit: JSONValue) { self.limit = limit }

  /// What is beyond the bounds.
  ///
  /// - Parameter limits: nil for a claim, which has none.
  func problems(
    requests: [String: QuotaAmount], limits: [String: QuotaAmount]?
  ) -> [String] {
    let type = limit["type"]?.string ?? ""
    var problems: [String] = []
    for (name, least) in bounds("min") {
      let words = "minimum \(name) usage per \(type) is \(least)"
      if let request = requests[name] {
        if request < least {
          problems.append("\(words), but request is \(request)")
        } else if let limit = limits?[name], limit < least {
          problems.append("\(words), but limit is \(limit)")
        }
      } else {
        problems.append("\(words).  No request is specified")
      }
    }
    for (name, most) in bounds("max") {
      let words = "maximum \(name) usage per \(type) is \(most)"
      if let limits, limits[name] == nil {
        problems.append("\(words).  No limit is specified")
      } else if let limit = limits?[name], limit > most {
        problems.append("\(words), but limit is \(limit)")
      } else if let request = requests[name] {
        if request > most { problems.append("\(words), but request is \(request)") }
      } else if limits == nil {
        problems.append("\(words).  No request is specified")
      }
    }
    return problems
  }

  private func bounds(_ name: String) -> [(String, QuotaAmount)] {
    (limit[name]?.object ?? [:]).compactMap { name, value in value.amount.map { (name, $0) } }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }
}
