import JSON
import KubernetesAPI

/// The document of OpenAPI v2, at `/openapi/v2`: it says that it knows no kinds.
///
/// kubectl asks for it before it sends a `List`, whatever v3 says (cli-runtime,
/// `QueryParamVerifierV3`), and leaves to the server what a kind unknown to it may hold.
enum SwaggerDocument {
  /// The document as JSON.
  static let json: JSONValue = [
    "swagger": "2.0", "info": ["title": "Kubernetes", "version": "1.36"],
    "paths": JSONValue.object([:]),
  ]

  /// The document as protobuf (gnostic-models, `OpenAPIv2.proto`), the form clients ask for.
  static let protobuf: [UInt8] = {
    var writer = ProtobufWriter()
    writer.string(1, "2.0")
    writer.message(2) { info in
      info.string(1, "Kubernetes")
      info.string(2, "1.36")
    }
    writer.message(8) { _ in }
    return writer.bytes
  }()
}
