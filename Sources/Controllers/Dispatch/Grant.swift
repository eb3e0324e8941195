internal import Kubernetes

/// What came of giving a namespace to an account.
struct Grant: Sendable {
  /// What was found.
  let verdict: Verdict
  /// The uid of the namespace; nil if it is not Dispatch's.
  var namespaceUID: String?
  /// Whether the namespace is not Dispatch's to give, so that nothing may be left there.
  var isLost = false

  /// A grant, or why there is none.
  init(_ verdict: Verdict, in namespace: APIObject? = nil, isLost: Bool = false) {
    self.verdict = verdict
    namespaceUID = namespace?.uid
    self.isLost = isLost
  }
}
