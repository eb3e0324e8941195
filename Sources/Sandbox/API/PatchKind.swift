import KubernetesAPI

/// The four ways to say a patch.
enum PatchKind: String, Sendable, CaseIterable {
  case json = "application/json-patch+json"
  case merge = "application/merge-patch+json"
  case strategic = "application/strategic-merge-patch+json"
  case apply = "application/apply-patch+yaml"

  /// Reads a `Content-Type`.
  ///
  /// - Throws: 415 for what a resource cannot be patched with: custom resources know no strategic
  ///   merge. Of built-in ones it is the router that says so (`go-restful`), in its own words.
  init(contentType: String?, for resource: Resource) throws(Status) {
    let type = (contentType ?? "").prefix { $0 != ";" }.filter { $0 != " " }
    let offered = Self.allCases.filter { $0 != .strategic || resource.definition == nil }
    guard let kind = offered.first(where: { $0.rawValue == type }) else {
      guard resource.definition != nil else {
        throw Status(
          code: 415, reason: "UnsupportedMediaType", message: "415: Unsupported Media Type",
          details: Status.Details())
      }
      throw Status(
        code: 415, reason: "UnsupportedMediaType",
        message:
          "the body of the request was in an unknown format - accepted media types include: "
          + offered.map(\.rawValue).joined(separator: ", "))
    }
    self = kind
  }
}
