internal import Decide
internal import JSON
internal import KubernetesAPI

/// A SelfSubjectRulesReview as the API server answered it.
struct RulesReviewAnswer {
  private var answer: ReviewAnswer

  /// Reads an answer; nil when it is no such review with a status.
  init?(_ bytes: [UInt8]) {
    guard let answer = ReviewAnswer(bytes, kind: "SelfSubjectRulesReview") else { return nil }
    self.answer = answer
  }

  /// Adds rules behind the cluster's own.
  mutating func add(_ rules: [GrantedRule]) {
    let own = answer.status["resourceRules"]?.array ?? []
    answer.status["resourceRules"] = .array(own + rules.map(Self.json))
  }

  /// Whether there may be more rules than are told.
  var isIncomplete: Bool {
    get { answer.status["incomplete"]?.bool ?? false }
    set { answer.status["incomplete"] = .bool(newValue) }
  }

  /// The answer's bytes.
  func encoded() -> [UInt8] { answer.encoded() }

  private static func json(_ rule: GrantedRule) -> JSONValue {
    var json: JSONValue = [
      "verbs": .array(rule.verbs.map(JSONValue.string)),
      "apiGroups": [.string(rule.resource.group)],
      "resources": [.string(rule.resource.resource)],
    ]
    if !rule.names.isEmpty { json["resourceNames"] = .array(rule.names.map(JSONValue.string)) }
    return json
  }
}
