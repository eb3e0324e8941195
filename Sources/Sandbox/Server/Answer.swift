import JSON
import KubernetesAPI
import YAML

/// What a request is answered with.
struct Answer: Sendable {
  var status = 200
  /// Empty for an answer that says none.
  var contentType = "application/json"
  var body: [UInt8]
  var cacheControl = "no-cache, private"
  /// Texts for `Warning` fields.
  var warnings: [String] = []
  /// More fields of the head.
  var fields: [(name: String, value: String)] = []

  init(status: Int = 200, contentType: String = "application/json", body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// A text.
  init(status: Int = 200, text: String) {
    self.init(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    fields.append(("X-Content-Type-Options", "nosniff"))
  }

  /// A value in the form that was negotiated, where the form can only be JSON, YAML or protobuf.
  init(status: Int = 200, _ value: JSONValue, form: MediaForm) {
    if form.encoding == .protobuf, let envelope = ProtobufEnvelope(value) {
      self.init(status: status, contentType: form.contentType, body: envelope.wrapped())
      return
    }
    switch form.encoding {
    case .yaml:
      self.init(status: status, contentType: form.contentType, body: YAML.encode(value))
    case .json, .protobuf:
      var body = value.encodedAsGo()
      if form.isPretty {
        body = PrettyJSON.indented(body)
      } else {
        body.append(UInt8(ascii: "\n"))
      }
      self.init(status: status, body: body)
    }
  }

  /// A Status in the form that was accepted; when it can have none of those it is indented JSON
  /// (handlers/responsewriters, `WriteRawJSON`).
  init(_ failure: Status, accept: String?) {
    do throws(Status) {
      let form = try MediaForm(accept: accept, offer: MediaForm.Offer(shapes: false))
      self.init(status: failure.code, failure.json, form: form)
    } catch {
      self.init(
        status: failure.code, body: PrettyJSON.indented(failure.json.encodedAsGo()))
    }
    if let seconds = failure.details?.retryAfterSeconds {
      fields.append(("Retry-After", String(seconds)))
    }
  }

  /// A Status of what stands before the resources, and judges who may do what
  /// (handlers/responsewriters, `Forbidden` and `InternalError`).
  init(refusal: Status, accept: String?) {
    self.init(refusal, accept: accept)
    fields.append(("X-Content-Type-Options", "nosniff"))
  }
}
