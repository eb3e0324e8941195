import JSON
import KubernetesAPI

// `pkg/registry/authorization/*/rest.go`

extension Reviews {
  /// Tells what somebody may do.
  func subjectAccessReview(_ body: JSONValue) throws(Status) -> JSONValue {
    try Self.check(
      Self.problems(of: body["spec"], namesUser: true) + Self.problems(ofMetadata: body))
    return Self.answered(body, status: decide(body, Self.user(in: body)))
  }

  /// Tells the caller what they may do.
  func selfSubjectAccessReview(_ body: JSONValue, by user: UserInfo) throws(Status) -> JSONValue {
    try Self.check(
      Self.problems(of: body["spec"], namesUser: false) + Self.problems(ofMetadata: body))
    return Self.answered(body, status: decide(body, user))
  }

  /// Tells what somebody may do in a namespace, to those who may ask only there.
  func localSubjectAccessReview(
    _ body: JSONValue, in namespace: String
  ) throws(Status) -> JSONValue {
    var body = body
    if body.namespace.isEmpty {
      var metadata = body["metadata"] ?? [:]
      metadata["namespace"] = .string(namespace)
      body["metadata"] = metadata
    }
    try Self.check(
      Self.problems(of: body["spec"], namesUser: true) + Self.problems(ofLocal: body))
    guard namespace == body.namespace else {
      throw .badRequest("spec.resourceAttributes.namespace must match namespace: \(namespace)")
    }
    return Self.answered(body, status: decide(body, Self.user(in: body)))
  }

  /// Lists what the caller may do in a namespace.
  ///
  /// - Throws: 400 without a namespace.
  func selfSubjectRulesReview(_ body: JSONValue, by user: UserInfo) throws(Status) -> JSONValue {
    guard let namespace = body["spec", "namespace"]?.string, !namespace.isEmpty else {
      throw .badRequest("no namespace on request")
    }
    let rules = authorizer.rules(for: user, in: namespace)
    var status: JSONValue = [
      "resourceRules": .array(rules.resource.map(\.json)),
      "nonResourceRules": .array(rules.nonResource.map(\.json)),
      "incomplete": .bool(rules.isIncomplete),
    ]
    if !rules.evaluationError.isEmpty {
      status["evaluationError"] = .string(rules.evaluationError)
    }
    // The API server makes the answer anew, without what was asked.
    return [
      "kind": "SelfSubjectRulesReview", "apiVersion": body["apiVersion"] ?? .null,
      "metadata": [:], "spec": [:], "status": status,
    ]
  }

  private func decide(_ body: JSONValue, _ user: UserInfo) -> JSONValue {
    let decision = authorizer.decide(user, Self.attributes(in: body))
    var status: JSONValue = ["allowed": .bool(decision.isAllowed)]
    if !decision.reason.isEmpty { status["reason"] = .string(decision.reason) }
    let faults = ReviewedSelectors.faults(in: body["spec", "resourceAttributes"])
    if !faults.isEmpty { status["evaluationError"] = .string(faults.joined(separator: "; ")) }
    return status
  }

  private static func user(in body: JSONValue) -> UserInfo {
    let spec = body["spec"]
    let extra = (spec?["extra"]?.object ?? [:]).map { (key, values) in
      UserInfo.Extra(key: key, values: values.array?.compactMap(\.string) ?? [])
    }
    return UserInfo(
      username: spec?["user"]?.string ?? "", uid: spec?["uid"]?.string ?? "",
      groups: spec?["groups"]?.array?.compactMap(\.string) ?? [], extra: extra)
  }

  /// What a review asks about.
  static func attributes(in body: JSONValue) -> AccessAttributes {
    func text(_ part: JSONValue, _ key: String) -> String { part[key]?.string ?? "" }
    if let part = body["spec", "resourceAttributes"], part.object != nil {
      return AccessAttributes(
        verb: text(part, "verb"), path: nil, group: text(part, "group"),
        version: text(part, "version"), resource: text(part, "resource"),
        subresource: text(part, "subresource"), namespace: text(part, "namespace"),
        name: text(part, "name"))
    }
    let part = body["spec", "nonResourceAttributes"] ?? [:]
    return AccessAttributes(verb: text(part, "verb"), path: text(part, "path"))
  }
}
