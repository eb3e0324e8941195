import JSON
import TestSupport

extension Scene {
  /// A scene in which access reviews of these accesses say yes, each written as
  /// `USER VERB RESOURCE[/PART][.GROUP] [NAMESPACE/]NAME`, or with the path for resource and name.
  ///
  /// Everything else is as the cluster has it.
  static func allowing(_ accesses: Set<String>) -> Scene {
    .answering("/apis/authorization.k8s.io/v1/subjectaccessreviews") { request in
      guard var review = try? JSONValue(parsing: request.body),
        accesses.contains(access(in: review))
      else { return nil }
      review["status"] = ["allowed": true]
      return .init(status: 201, bytes: review.encoded())
    }
  }

  /// The access that a review asks about, written as above.
  static func access(in review: JSONValue) -> String {
    let spec = review["spec"]
    let user = spec?["user"]?.string ?? ""
    if let what = spec?["nonResourceAttributes"] {
      return "\(user) \(what["verb"]?.string ?? "") \(what["path"]?.string ?? "")"
    }
    func text(_ key: String, _ before: String = "", _ after: String = "") -> String {
      spec?["resourceAttributes"]?[key]?.string.map { before + $0 + after } ?? ""
    }
    return "\(user) \(text("verb")) \(text("resource"))\(text("subresource", "/"))"
      + "\(text("group", ".")) \(text("namespace", "", "/"))\(text("name"))"
  }
}
