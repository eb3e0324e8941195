package import JSON
package import KubernetesAPI

/// Asks the API server whether somebody may do something (authorization.k8s.io/v1).
package struct SubjectAccessReview: Sendable, Hashable {
  /// What somebody may or may not do.
  package enum Attributes: Sendable, Hashable {
    /// A verb on a resource. Empty `namespace` asks for all of them, empty `name` for every object.
    case resource(
      verb: String, group: String, version: String, resource: String, subresource: String = "",
      namespace: String = "", name: String = "")

    /// A verb on a path that is no resource.
    case path(verb: String, path: String)

    /// Whether both are the same bytes: to the API server a composed and a decomposed letter are two
    /// names, and an answer about one says nothing of the other.
    package static func == (one: Attributes, other: Attributes) -> Bool {
      switch (one, other) {
      case (.path(let verb, let path), .path(let otherVerb, let otherPath)):
        [verb, path].haveSameBytes(as: [otherVerb, otherPath])
      case (
        .resource(
          let verb, let group, let version, let resource, let subresource, let namespace, let name),
        .resource(
          let verb2, let group2, let version2, let resource2, let subresource2, let namespace2,
          let name2)
      ):
        [verb, group, version, resource, subresource, namespace, name].haveSameBytes(
          as: [verb2, group2, version2, resource2, subresource2, namespace2, name2])
      default: false
      }
    }
  }

  /// What the review says.
  package enum Outcome: Sendable, Equatable {
    /// The user may.
    case allowed

    /// The user may not; the reason may be empty.
    case denied(reason: String)

    /// Nothing is known: the review did not happen or cannot be read.
    case failed(APIError)
  }

  /// Where reviews are created.
  package static let path = "/apis/authorization.k8s.io/v1/subjectaccessreviews"

  /// Who.
  ///
  /// The groups are taken as they are: the API server adds none, not even `system:authenticated`.
  package let user: UserInfo

  /// What.
  package let attributes: Attributes

  /// The field selector of a list or watch, as it stands in a query; empty for none.
  ///
  /// Authorisers may allow what is selected and no more, as the node authoriser does (KEP-4601).
  package let fieldSelector: String

  /// The label selector of a list or watch, as it stands in a query; empty for none.
  package let labelSelector: String

  /// A question about both.
  package init(
    user: UserInfo, attributes: Attributes, fieldSelector: String = "", labelSelector: String = ""
  ) {
    self.user = user
    self.attributes = attributes
    self.fieldSelector = fieldSelector
    self.labelSelector = labelSelector
  }

  /// The review to create.
  package var question: JSONValue {
    var spec: JSONValue = ["user": .string(user.username)]
    if !user.uid.isEmpty { spec["uid"] = .string(user.uid) }
    if !user.groups.isEmpty { spec["groups"] = .array(user.groups.map(JSONValue.string)) }
    if !user.extra.isEmpty { spec["extra"] = user.reviewExtra }
    switch attributes {
    case .path(let verb, let path):
      spec["nonResourceAttributes"] = ["verb": .string(verb), "path": .string(path)]
    case .resource(
      let verb, let group, let version, let resource, let subresource, let namespace, let name):
      var what: JSONValue = ["verb": .string(verb), "resource": .string(resource)]
      for (key, value) in [
        ("group", group), ("version", version), ("subresource", subresource),
        ("namespace", namespace), ("name", name),
      ] where !value.isEmpty { what[key] = .string(value) }
      for (key, value) in [("fieldSelector", fieldSelector), ("labelSelector", labelSelector)]
      where !value.isEmpty { what[key] = ["rawSelector": .string(value)] }
      spec["resourceAttributes"] = what
    }
    return [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec,
    ]
  }

  /// Reads the created review.
  ///
  /// `denied: true` wins over `allowed: true`.
  package static func outcome(of answer: JSONValue) -> Outcome {
    guard answer["kind"]?.string == "SubjectAccessReview", let status = answer["status"],
      let allowed = status["allowed"]?.bool
    else { return .failed(.unreadable("it is no SubjectAccessReview with a status")) }
    if allowed, status["denied"]?.bool ?? false == false { return .allowed }
    return .denied(
      reason: status["reason"]?.string ?? status["evaluationError"]?.string ?? "")
  }
}

extension APIClient {
  /// Reviews what somebody may do.
  ///
  /// - Parameters:
  ///   - review: Who, and what.
  ///   - deadline: How long the review may take before it has failed.
  package func review(
    _ review: SubjectAccessReview, within deadline: Duration = .seconds(10)
  ) async -> SubjectAccessReview.Outcome {
    do throws(APIError) {
      return SubjectAccessReview.outcome(
        of: try await create(
          review.question, at: SubjectAccessReview.path, within: deadline,
          isRepeatable: true))
    } catch {
      return .failed(error)
    }
  }
}
