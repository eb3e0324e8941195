import KubernetesAPI
import Synchronization

/// Lets callers act as somebody else, by the constrained modes of KEP-5284 and by the old verb
/// (`apiserver/pkg/endpoints/filters/impersonation/mode.go`).
///
/// Unlike the API server, which keeps what was allowed for ten seconds, it asks every time.
final class Impersonation: Sendable {
  private let authorizer: Authorizer
  /// By which mode a caller was last let act as another; it is tried first, so that its refusal is
  /// the one that is shown.
  private let lastModes = Mutex<[String: ImpersonationMode]>([:])

  private static let remembered = 10_000

  init(authorizer: Authorizer) { self.authorizer = authorizer }

  /// The user that a request is done as.
  ///
  /// - Parameters:
  ///   - wanted: whom the request's fields name.
  ///   - requestor: who sent it.
  ///   - attributes: what it is to do.
  /// - Throws: 403 when no mode allows it, with the words of the first that was tried.
  func user(
    _ wanted: UserInfo, for requestor: UserInfo, to attributes: AccessAttributes
  ) throws(Status) -> UserInfo {
    let last = lastModes.withLock { $0[requestor.username] }
    var refusal: Status?
    for mode in (last.map { [$0] } ?? []) + ImpersonationMode.allCases.filter({ $0 != last })
    where mode.isFor(wanted, requestor) {
      do throws(Status) {
        let user = try check(mode, wanted, requestor, attributes)
        remember(mode, of: requestor)
        return user
      } catch {
        if refusal == nil { refusal = error }
      }
    }
    throw refusal ?? .internalError("all impersonation modes failed")
  }

  private func remember(_ mode: ImpersonationMode, of requestor: UserInfo) {
    lastModes.withLock { modes in
      if modes.count >= Self.remembered { modes.removeAll() }
      modes[requestor.username] = mode
    }
  }

  private func check(
    _ mode: ImpersonationMode, _ wanted: UserInfo, _ requestor: UserInfo,
    _ attributes: AccessAttributes
  ) throws(Status) -> UserInfo {
    if mode != .legacy {
      var request = attributes
      request.verb = "impersonate-on:\(mode.rawValue):\(attributes.verb)"
      try authorize(requestor, request)
    }
    let questions = ImpersonationQuestions(mode: mode)
    try authorize(requestor, questions.user(wanted.username))
    if !wanted.uid.isEmpty { try authorize(requestor, questions.uid(wanted.uid)) }
    try checkGroups(wanted.groups, requestor, questions)
    try checkExtra(wanted.extra, requestor, questions)
    return mode.completed(wanted)
  }

  private func checkGroups(
    _ groups: [String], _ requestor: UserInfo, _ questions: ImpersonationQuestions
  ) throws(Status) {
    if questions.mode != .legacy {
      if groups.hasExactly("") {
        throw .forbidden(
          questions.group(""), by: requestor,
          because: "impersonating the empty string group is not allowed")
      }
      if groups.hasExactly("system:masters") {
        throw .forbidden(
          questions.group("system:masters"), by: requestor,
          because: "impersonating the system:masters group is not allowed")
      }
      if groups.count >= Self.many, decide(requestor, questions.group("*")) { return }
    }
    for group in groups { try authorize(requestor, questions.group(group)) }
  }

  private func checkExtra(
    _ extra: [UserInfo.Extra], _ requestor: UserInfo, _ questions: ImpersonationQuestions
  ) throws(Status) {
    if questions.mode != .legacy {
      for attribute in extra {
        guard let fault = ImpersonationQuestions.fault(of: attribute) else { continue }
        throw .forbidden(questions.extra("", ""), by: requestor, because: fault)
      }
      let values = extra.map(\.values.count).reduce(0, +)
      if max(extra.count, values) >= Self.many, decide(requestor, questions.extra("*", "*")) {
        return
      }
    }
    for attribute in extra {
      for value in attribute.values {
        try authorize(requestor, questions.extra(attribute.key, value))
      }
    }
  }

  /// From so many on, one question for all of them comes first.
  private static let many = 4

  private func decide(_ requestor: UserInfo, _ attributes: AccessAttributes) -> Bool {
    authorizer.decide(requestor, attributes).isAllowed
  }

  private func authorize(
    _ requestor: UserInfo, _ attributes: AccessAttributes
  ) throws(Status) {
    let decision = authorizer.decide(requestor, attributes)
    guard decision.isAllowed else {
      throw .forbidden(attributes, by: requestor, because: decision.reason)
    }
  }
}
