import Testing

/// Bytes that a client sends, and the one reading of them that is right.
struct Torture: Sendable, CustomTestStringConvertible {
  /// What becomes of one message in the bytes.
  enum Step: Sendable {
    /// One request arrives upstream.
    case forwarded(Forwarded)
    /// One Status with this code is the answer, and nothing arrives upstream.
    case refused(Int)
  }

  /// A request as it has to arrive.
  struct Forwarded: Sendable {
    var method = "GET"
    /// In origin form; of a filtered request only the path, as the query is the proxy's.
    var target = Torture.pods
    var framing = Message.Framing.none
    var body = ""
    var trailers: [String] = []
  }

  /// What becomes of the connection afterwards.
  enum End: Sendable {
    /// The next request on it is answered for itself.
    case open
    /// Nothing that follows is read as a request.
    case closed
    /// The client breaks off here, within a message.
    case cut
  }

  let name: String
  let bytes: [UInt8]
  let steps: [Step]
  let end: End
  /// Whether every origin can be expected to serve it; some know few methods.
  var isPlain = true

  var testDescription: String { name }

  var forwarded: [Forwarded] {
    steps.compactMap { if case .forwarded(let request) = $0 { request } else { nil } }
  }

  static let pods = "/api/v1/pods"
  static let proof = "Host: x\r\nAuthorization: Bearer alice.token\r\n"
  /// What an attacker hides behind or in a message.
  static let hidden = "GET /hidden HTTP/1.1\r\n\(proof)\r\n"

  /// A request of alice's; `more` are whole lines.
  static func request(
    _ method: String = "GET", _ target: String = pods, _ more: String = "", _ body: String = ""
  ) -> String {
    "\(method) \(target) HTTP/1.1\r\n\(proof)\(more)\r\n\(body)"
  }

  /// A POST with one more line, or several with CRLF between them.
  static func post(_ line: String, _ body: String = "") -> String {
    request("POST", pods, line + "\r\n", body)
  }

  /// A POST with a body in chunks.
  static func chunked(_ body: String, _ line: String = "X: y") -> String {
    post("Transfer-Encoding: chunked\r\n\(line)", body)
  }

  // MARK: Rows

  /// Refused, and the connection closed: nobody can say where the next message begins.
  static func bad(_ name: String, _ text: String) -> Torture { bad(name, 400, text) }

  static func bad(_ name: String, _ status: Int, _ text: String) -> Torture {
    Torture(name: name, bytes: text.octets, steps: [.refused(status)], end: .closed)
  }

  /// Refused for what it asks; where it ends is known.
  static func wrong(_ name: String, _ text: String) -> Torture { wrong(name, 400, text) }

  static func wrong(_ name: String, _ status: Int, _ text: String) -> Torture {
    Torture(name: name, bytes: text.octets, steps: [.refused(status)], end: .open)
  }

  static func good(
    _ name: String, _ text: String, _ forwarded: Forwarded..., end: End = .open,
    isPlain: Bool = true
  ) -> Torture {
    Torture(
      name: name, bytes: text.octets, steps: forwarded.map(Step.forwarded), end: end,
      isPlain: isPlain)
  }

  /// Never whole, and so never a request.
  static func cut(_ name: String, _ text: String) -> Torture {
    Torture(name: name, bytes: text.octets, steps: [], end: .cut)
  }

  static let all: [Torture] = [
    framing, bodies, chunks, goodChunks, trailers, fields, goodFields, lines, targets, queries,
    connections, expectations, pipelines,
  ].flatMap { $0 }
}

extension Torture.Forwarded {
  /// A POST whose body has a length.
  static func post(_ body: String, target: String = Torture.pods) -> Self {
    Self(method: "POST", target: target, framing: .length, body: body)
  }

  /// A POST whose body came in chunks.
  static func chunks(_ body: String, trailers: [String] = []) -> Self {
    Self(method: "POST", framing: .chunks, body: body, trailers: trailers)
  }

  static func get(_ target: String) -> Self { Self(target: target) }
}

/// The text so many times.
func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
