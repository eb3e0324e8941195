import KubernetesAPI

/// The encoding of an OpenAPI document that a client asks for (kube-openapi, `handler`).
enum OpenAPIForm: Sendable {
  case json
  case protobuf

  /// The first form the client accepts; nil when there is none.
  ///
  /// - Parameter protobuf: the subtype of the protobuf form but for its version's last part, such
  ///   as `com.github.proto-openapi.spec.v2`; nil when there is no such form.
  init?(accept: String?, protobuf subtype: String? = nil) {
    for clause in Accept(parsing: accept).clauses
    where clause.type == "application" || clause.type == "*" {
      if clause.subtype == "json" || clause.subtype == "*" {
        self = .json
        return
      }
      guard let subtype else { continue }
      if clause.subtype == "\(subtype)@v1.0+protobuf"
        || clause.subtype == "\(subtype).v1.0+protobuf"
      {
        self = .protobuf
        return
      }
    }
    return nil
  }
}
