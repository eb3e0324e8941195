/// One of the things that must hold before requests may come, and whether it does.
package struct ReadyCheck: Sendable, Equatable {
  /// Its name, as in the list of them.
  package let name: String
  /// Why it does not hold, in words that say what to look at; nil where it does.
  package let failure: String?

  package init(_ name: String, failure: String? = nil) {
    self.name = name
    self.failure = failure
  }

  /// A check that holds unless things are missing, which are named.
  package init(_ name: String, missing: [String], _ reason: String) {
    let list = missing.sorted().joined(separator: ", ")
    self.init(name, failure: missing.isEmpty ? nil : "\(reason): \(list)")
  }

  /// The answer of `/readyz`, in the API server's form (apiserver/pkg/server/healthz): the list is told
  /// where something fails, and to whoever asks by `?verbose`.
  package static func answer(
    _ checks: [ReadyCheck], isVerbose: Bool
  ) -> (status: Int, text: String) {
    let isReady = checks.allSatisfy { $0.failure == nil }
    guard !isReady || isVerbose else { return (200, "ok") }
    let lines = checks.map { check in
      check.failure.map { "[-]\(check.name) failed: \($0)" } ?? "[+]\(check.name) ok"
    }
    let end = isReady ? "readyz check passed" : "readyz check failed"
    return (isReady ? 200 : 503, (lines + [end, ""]).joined(separator: "\n"))
  }
}
