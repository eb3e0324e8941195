import Decide
import KubernetesAPI
import Ownership
import Testing

/// One rule: a request of somebody, and what becomes of it.
struct DecisionRow: Sendable, CustomTestStringConvertible {
  let method: String
  let target: String
  let user: UserInfo
  /// What the access review says; nil when there must be none.
  let isAllowed: Bool?
  let accept: String?
  let outcome: Outcome

  var testDescription: String { "\(user.username): \(method) \(target)" }

  init(
    _ user: UserInfo, _ method: String, _ target: String, allowed isAllowed: Bool? = nil,
    accept: String? = nil, _ outcome: Outcome
  ) {
    self.method = method
    self.target = target
    self.user = user
    self.isAllowed = isAllowed
    self.accept = accept
    self.outcome = outcome
  }

  static func decide(
    _ method: String, _ target: String, as user: UserInfo, in view: View, accept: String? = nil,
    allowed: Bool? = nil, by policy: Policy = Example.policy
  ) throws -> Decision {
    let request = try ResourceRequest(method: method, target: target)
    let identity = Identity(user: user, proof: .bearerToken)
    var answers = Answers()
    if let allowed { answers[.isAllowed(Access(request))] = allowed }
    return policy.decide(
      request, accept: accept, for: identity, in: view, answers: answers)
  }

  /// Decides, with the answer if one is asked for, and compares.
  func check(in view: View, by policy: Policy = Example.policy) throws {
    let first = try Self.decide(method, target, as: user, in: view, accept: accept, by: policy)
    let decision: Decision
    if let isAllowed {
      #expect(Outcome(first) == .ask)
      decision = try Self.decide(
        method, target, as: user, in: view, accept: accept, allowed: isAllowed, by: policy)
    } else {
      decision = first
    }
    #expect(Outcome(decision) == outcome)
  }
}
