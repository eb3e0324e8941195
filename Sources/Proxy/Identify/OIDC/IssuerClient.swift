internal import JSON
internal import Kubernetes
internal import KubernetesAPI
internal import Wire

/// Asks an issuer for its keys, over TLS of our own.
///
/// Each time on new connections: it is asked every few minutes. Redirects are not followed, so what
/// answers has the name that the administrator wrote, or that the issuer did.
struct IssuerClient: Sendable {
  let issuer: String
  let discovery: IssuerURL
  let tls: TLSContext
  /// How long both questions together may take.
  var patience = Duration.seconds(10)

  /// An answer's bytes; sets of keys are some thousand bytes long.
  private static let maximumAnswer = 512 * 1024

  /// The keys that the issuer publishes now.
  func keys() async throws(IssuerFailure) -> JSONWebKeySet {
    let deadline = Deadline.after(patience)
    let description = try await fetch(discovery, by: deadline)
    let location = try Self.keysLocation(in: description, of: issuer)
    let keys = try await fetch(location, by: deadline)
    // Checking keys is arithmetic with long numbers.
    return try await offload { () throws(IssuerFailure) in try JSONWebKeySet(keys) }
  }

  /// Where the keys are, by what an issuer says of itself, which must be the one that was meant
  /// (OpenID Connect Discovery 1.0, section 4.3).
  static func keysLocation(
    in description: JSONValue, of issuer: String
  ) throws(IssuerFailure) -> IssuerURL {
    guard description["issuer"]?.string?.hasSameBytes(as: issuer) ?? false else {
      throw IssuerFailure("it describes another issuer than --oidc-issuer-url")
    }
    guard let text = description["jwks_uri"]?.string else {
      throw IssuerFailure("it does not say where its keys are")
    }
    do throws(AccessError) { return try IssuerURL(text) } catch {
      throw IssuerFailure("its jwks_uri is no URL to fetch: \(error)")
    }
  }

  private func fetch(
    _ url: IssuerURL, by deadline: Deadline
  ) async throws(IssuerFailure) -> JSONValue {
    let body: [UInt8]
    do throws(WireError) { body = try await exchange(url, by: deadline) } catch {
      throw IssuerFailure("asking \(url.endpoint.authority): \(error.reason)")
    }
    do throws(JSONError) {
      return try JSONValue(
        parsing: body, limits: JSONLimits(depth: 20, bytes: Self.maximumAnswer))
    } catch {
      throw IssuerFailure("the answer of \(url.endpoint.authority) is not JSON")
    }
  }

  private func exchange(
    _ url: IssuerURL, by deadline: Deadline
  ) async throws(WireError) -> [UInt8] {
    guard let loop = EventLoop.current else {
      throw WireError(.cancelled, "no loop to ask on")
    }
    var timeouts = HTTPTimeouts()
    (timeouts.connect, timeouts.write) = (.seconds(5), .seconds(5))
    let head: RequestHead
    do throws(HTTPError) { head = try Self.head(url) } catch {
      throw WireError(.http(error.status), error.reason)
    }
    let connection = try await ClientConnection.connect(
      to: url.endpoint, tls: tls, loop: loop, timeouts: timeouts)
    defer { connection.close() }
    connection.begin(head)
    try await connection.flush()
    try await connection.readResponse(to: .other, by: deadline)
    let answer = connection.response
    guard answer.status == 200 else {
      throw WireError(.http(answer.status), "it answered \(answer.status)")
    }
    guard !answer.fields.contains(.contentEncoding) else {
      throw WireError(.http(502), "its answer is encoded, which nobody asked for")
    }
    var body: [UInt8] = []
    while let piece = try await connection.nextPayload(by: deadline) {
      body += piece.bytes
      guard body.count <= Self.maximumAnswer else {
        throw WireError(.http(502), "its answer has more than \(Self.maximumAnswer) bytes")
      }
    }
    return body
  }

  private static func head(_ url: IssuerURL) throws(HTTPError) -> RequestHead {
    var head = try RequestHead(method: "GET", target: url.target)
    try head.fields.append("Host", value: url.authority)
    head.fields.append("Accept", literal: "application/json")
    head.fields.append("User-Agent", literal: "bailiwick")
    head.fields.append("Connection", literal: "close")
    return head
  }
}
