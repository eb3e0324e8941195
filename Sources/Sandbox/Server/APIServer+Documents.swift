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
    case _ where path.hasPrefix("/openapi/"): return openAPIAnswer(path, call)
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
}
