package import JSON

/// Bodies of requests in protobuf that are acted upon, as JSON.
///
/// kubectl since 1.32 posts reviews and namespaces in protobuf, and client-go the options of a delete. Only what is
/// in the tables here is taken: what is not understood cannot be decided, and would be lost.
package enum ProtobufBody {
  /// The object in its envelope, with `kind` and `apiVersion`.
  ///
  /// As in Go's JSON, values that are zero are left out, unless their field is a pointer.
  package static func json(_ bytes: [UInt8]) throws(ProtobufError) -> JSONValue {
    let head = try ProtobufHead(bytes.span)
    guard let message = message(head) else {
      throw ProtobufError(
        message: "no kind \"\(head.kind)\" is known for version \"\(head.apiVersion)\"")
    }
    var object: JSONObject = [
      "kind": .string(head.kind), "apiVersion": .string(head.apiVersion),
    ]
    try message.read(ProtobufReader(bytes.span.extracting(head.raw)), into: &object)
    return .object(object)
  }

  private static func message(_ head: ProtobufHead) -> ProtobufMessage? {
    switch (head.apiVersion, head.kind) {
    case ("authorization.k8s.io/v1", "SelfSubjectAccessReview"): .accessReview
    case ("authorization.k8s.io/v1", "SelfSubjectRulesReview"): .rulesReview
    case ("authentication.k8s.io/v1", "SelfSubjectReview"): .selfReview
    case ("v1", "Namespace"): .namespace
    // Every group and version has its own name of the same options (`AddToGroupVersion`).
    case (_, "DeleteOptions") where !head.apiVersion.isEmpty: .deleteOptions
    default: nil
    }
  }
}
