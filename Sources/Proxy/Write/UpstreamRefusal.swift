internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Wire

/// An answer to a widened request that is no success.
///
/// It is the client's answer too, unless it speaks of the program, or in the program's words.
struct UpstreamRefusal {
  private let answer: OwnAnswer
  private let caller: Caller
  private let groups: [String]

  /// - Parameter groups: those of the program's that the caller was put in.
  init(_ answer: OwnAnswer, of caller: Caller, in groups: [String]) {
    self.answer = answer
    self.caller = caller
    self.groups = groups
  }

  /// What the client gets.
  func outcome() throws(ExchangeError) -> WidenedWrite.Outcome {
    let code = answer.status
    guard code >= 400, answer.isJSON, let status = answer.parsedStatus else {
      // Priority and fairness says no in plain text (apiserver/pkg/server/filters).
      if code == 429 || code == 503 {
        let seconds = answer.fields[.retryAfter].flatMap { UInt16($0) } ?? 1
        throw .busy(code: code, retryAfterSeconds: Int(seconds))
      }
      throw .unfilterable("status \(code) without a Status in JSON")
    }
    let user = caller.named.username
    if code == 401 || (code == 403 && status.isAuthorisation && !status.isAbout(user)) {
      return .alarm(status.message)
    }
    // An admission webhook may say for whom it refuses, with all the groups.
    let message = status.message.lowercased()
    guard !groups.contains(where: { message.contains($0.lowercased()) }) else {
      return .refused(
        Status(
          code: code, reason: status.reason,
          message: "the API server refuses this, in words that are not shown"),
        "the refusal names a group of the program")
    }
    return .answered(answer)
  }
}

extension Status {
  /// Whether it is the answer of authorisation, and not of admission
  /// (handlers/responsewriters/errors.go, forbiddenMessage).
  fileprivate var isAuthorisation: Bool {
    message.contains("User \"") && message.contains("\" cannot ")
  }
}
