import JSON
import KubernetesAPI
import Wire

extension APIServer {
  /// Answers a path below `/openapi` (kube-openapi, `handler` and `handler3`); nil when nothing is
  /// there.
  func openAPIAnswer(_ path: String, _ call: Call) -> Answer? {
    switch path {
    case "/openapi/v2": return swaggerAnswer(call)
    case "/openapi/v3", "/openapi/v3/":
      let index = OpenAPI(resources: api.catalog.all).index
      return Answer(contentType: "text/plain; charset=utf-8", body: index.encodedAsGo())
    case _ where path.hasPrefix("/openapi/v3/"):
      return documentAnswer(of: String(path.dropFirst("/openapi/v3/".utf8.count)), call)
    default: return nil
    }
  }

  private func swaggerAnswer(_ call: Call) -> Answer {
    let protobuf = "com.github.proto-openapi.spec.v2"
    guard let form = OpenAPIForm(accept: call.accept, protobuf: protobuf) else {
      return .notAcceptable
    }
    var answer =
      switch form {
      case .json: Answer(body: SwaggerDocument.json.encodedAsGo())
      case .protobuf:
        Answer(
          contentType: "application/\(protobuf).v1.0+protobuf", body: SwaggerDocument.protobuf)
      }
    answer.fields = [("Vary", "Accept")]
    return answer.tagged(Digest(of: SwaggerDocument.protobuf).description.uppercased(), for: call)
  }

  private func documentAnswer(of name: String, _ call: Call) -> Answer {
    let openAPI = OpenAPI(resources: api.catalog.all)
    guard let hash = openAPI.hash(name) else {
      return Answer(status: 404, contentType: "", body: [])
    }
    guard OpenAPIForm(accept: call.accept) != nil else { return .notAcceptable }
    var answer = Answer(body: [])
    answer.fields = [("Vary", "Accept")]
    if let known = call.query[first: "hash"], !known.isEmpty {
      guard known == hash else {
        answer.status = 301
        answer.fields.append(("Location", "/openapi/v3/\(name)?hash=\(hash)"))
        return answer.tagged(hash, for: call)
      }
      answer.cacheControl = "public, immutable"
    }
    answer = answer.tagged(hash, for: call)
    guard answer.status == 200, let document = openAPI.document(name) else { return answer }
    answer.body = document.encodedAsGo()
    return answer
  }
}

extension Answer {
  /// 406 as OpenAPI's handlers write it, which is without a word.
  fileprivate static let notAcceptable: Answer = {
    var answer = Answer(status: 406, contentType: "", body: [])
    answer.fields = [("Vary", "Accept")]
    return answer
  }()

  /// The answer under an entity tag; 304 and nothing more for one who has it already.
  fileprivate func tagged(_ hash: String, for call: Call) -> Answer {
    var answer = self
    answer.fields.append(("Etag", "\"\(hash)\""))
    guard status == 200, call.knownTag == "\"\(hash)\"" else { return answer }
    answer.status = 304
    answer.contentType = ""
    answer.body = []
    return answer
  }
}
