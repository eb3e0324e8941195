import JSON
import KubernetesAPI
import Wire

extension APIServer {
  /// Answers a path below which the server describes itself; nil for any other.
  func documentAnswer(_ path: String, _ call: Call) throws(Status) -> Answer? {
    let discovery = Discovery(resources: api.catalog.all, serverAddress: call.host)
    var form = MediaForm()
    form.isPretty = call.wantsIndent
    switch path {
    case "/", "/version", "/version/":
      var answer = Answer(body: [])
      let document = path == "/" ? discovery.rootPaths : ServerVersion.document
      answer.body = PrettyJSON.indented(document.encodedAsGo())
      return answer
    case _ where path.hasPrefix("/openapi/v3"): return openAPIAnswer(path, form)
    default: break
    }
    let aggregated = DiscoveryForm(Accept(parsing: call.accept))
    guard let document = discovery.document(path: path, aggregated: aggregated) else {
      return nil
    }
    let isRoot = ["/api", "/api/", "/apis", "/apis/"].contains(path)
    guard let aggregated, isRoot else {
      let negotiated = try call.form(MediaForm.Offer(shapes: false, protobuf: false))
      return Answer(document, form: negotiated)
    }
    var answer = Answer(document, form: form)
    answer.contentType = aggregated.contentType
    answer.cacheControl = "public"
    answer.fields = [
      ("Etag", "\"\(Digest(of: answer.body).description.uppercased())\""), ("Vary", "Accept"),
    ]
    return answer
  }

  /// The index of OpenAPI v3, or the document of a group and version.
  private func openAPIAnswer(_ path: String, _ form: MediaForm) -> Answer? {
    let openAPI = OpenAPI(resources: api.catalog.all)
    let rest = path.dropFirst("/openapi/v3".count).drop { $0 == "/" }
    guard !rest.isEmpty else {
      var answer = Answer(openAPI.index, form: form)
      answer.contentType = "text/plain; charset=utf-8"
      return answer
    }
    return openAPI.document(String(rest)).map { Answer($0, form: form) }
  }
}
