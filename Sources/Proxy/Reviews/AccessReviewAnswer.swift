internal import Decide
internal import JSON
internal import KubernetesAPI
internal import Ownership

/// A SelfSubjectAccessReview as the API server answered it.
struct AccessReviewAnswer {
  private var answer: ReviewAnswer

  /// Reads an answer; nil when it is no such review with a status.
  init?(_ bytes: [UInt8]) {
    guard let answer = ReviewAnswer(bytes, kind: "SelfSubjectAccessReview") else { return nil }
    self.answer = answer
  }

  /// The access that is asked about, if the cluster's own rules do not allow it; nil for one that
  /// they allow or that an authoriser refuses outright, and for what is no resource.
  var refusedAccess: ReviewedAccess? {
    guard answer.status["allowed"]?.bool == false, answer.status["denied"]?.bool != true,
      let asked = answer.review["spec"]?["resourceAttributes"]
    else { return nil }
    func text(_ name: String) -> String { asked[name]?.string ?? "" }
    return ReviewedAccess(
      verb: text("verb"), resource: GroupResource(group: text("group"), resource: text("resource")),
      version: text("version"), subresource: text("subresource"), name: text("name"),
      selectedName: asked["fieldSelector"].map(Self.name) ?? "")
  }

  /// Says that the access is allowed, and by what.
  mutating func allow(_ resource: FilteredResource) {
    answer.status = [
      "allowed": true,
      "reason": .string(
        "tenant ownership: allowed for the \(resource.groupResource) of your tenants"),
    ]
  }

  /// The answer's bytes.
  func encoded() -> [UInt8] { answer.encoded() }

  /// The one name that a field selector asks for, in whichever of its two forms.
  private static func name(in selector: JSONValue) -> String {
    if let raw = selector["rawSelector"]?.string, !raw.isEmpty {
      return (try? FieldSelector(parsing: raw))?.requiredValue(of: "metadata.name") ?? ""
    }
    let named = selector["requirements"]?.array?.first {
      $0["key"]?.string == "metadata.name" && $0["operator"]?.string == "In"
        && $0["values"]?.array?.count == 1
    }
    return named?["values"]?[0]?.string ?? ""
  }
}
