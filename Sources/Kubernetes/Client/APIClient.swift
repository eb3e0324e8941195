package import JSON

/// Speaks to the API server as the program itself.
package struct APIClient<Transport: APITransport> {
  /// Carries the requests.
  package let transport: Transport

  private let basePath: String
  private let token: TokenProvider?
  private let userAgent: String
  private let pace: Pace

  /// A client of one server.
  ///
  /// - Parameters:
  ///   - transport: Carries requests to that server, on connections of the program's own.
  ///   - basePath: What stands before `/api` on that server.
  ///   - token: The bearer token; nil when the connections themselves prove who the program is.
  ///   - version: The program's version, for the User-Agent field.
  ///   - pace: The clock by which the token ages.
  package init(
    transport: Transport, basePath: String, token: TokenProvider?, version: String, pace: Pace
  ) {
    self.init(
      transport: transport, basePath: basePath, token: token, userAgent: "bailiwick/\(version)",
      pace: pace)
  }

  /// The same client over another transport.
  func with<Other>(_ transport: Other) -> APIClient<Other> {
    APIClient<Other>(
      transport: transport, basePath: basePath, token: token, userAgent: userAgent, pace: pace)
  }

  fileprivate init(
    transport: Transport, basePath: String, token: TokenProvider?, userAgent: String, pace: Pace
  ) {
    self.transport = transport
    self.basePath = basePath
    self.token = token
    self.userAgent = userAgent
    self.pace = pace
  }

  /// Gets what stands at a path.
  ///
  /// - Parameters:
  ///   - path: The path without the server's base path, percent-encoded, with a query if it needs
  ///     one.
  ///   - deadline: How long the whole may take.
  package func get(
    _ path: String, within deadline: Duration = .seconds(30)
  ) async throws(APIError) -> JSONValue {
    try await value(of: "GET", path, body: nil, within: deadline, isRepeatable: true)
  }

  /// Gets what stands at a path as a user in a group, as far as the program may act as that.
  package func get(
    _ path: String, as user: String, in group: String, within deadline: Duration = .seconds(30)
  ) async throws(APIError) -> JSONValue {
    try await value(
      of: "GET", path, body: nil,
      more: [
        APIRequest.Field("Impersonate-User", user), APIRequest.Field("Impersonate-Group", group),
      ], within: deadline, isRepeatable: true)
  }

  /// Creates an object, or asks a review, by POST.
  ///
  /// - Parameters:
  ///   - body: The object.
  ///   - path: The path of the collection, without the server's base path.
  ///   - deadline: How long the whole may take.
  ///   - isRepeatable: Whether asking twice does no harm, as with a review.
  package func create(
    _ body: JSONValue, at path: String, within deadline: Duration = .seconds(30),
    isRepeatable: Bool = false
  ) async throws(APIError) -> JSONValue {
    try await value(
      of: "POST", path, body: body.encoded(), within: deadline, isRepeatable: isRepeatable)
  }

  /// Replaces an object by PUT; where its metadata has a resourceVersion, only that version.
  ///
  /// - Parameters:
  ///   - body: The object.
  ///   - path: The path of the object, without the server's base path.
  ///   - deadline: How long the whole may take.
  package func replace(
    _ body: JSONValue, at path: String, within deadline: Duration = .seconds(30)
  ) async throws(APIError) -> JSONValue {
    try await value(of: "PUT", path, body: body.encoded(), within: deadline, isRepeatable: false)
  }

  /// Sends a request and hands over the pieces of a 2xx answer's JSON body; any other answer is
  /// thrown.
  func stream(
    _ method: String, _ path: String, accept: String = "application/json", body: [UInt8]? = nil,
    mediaType: String = "application/json", more: [APIRequest.Field] = [], deadline: Duration?,
    silence: Duration, isRepeatable: Bool = true,
    receive: ([UInt8]) async throws(APIError) -> Void
  ) async throws(APIError) {
    let token = try await self.token?.token(now: pace.now())
    let request = APIRequest(
      method: method, target: basePath + path,
      fields: fields(accept, token: token, mediaType: body == nil ? nil : mediaType) + more,
      body: body,
      deadline: deadline, silence: silence, isRepeatable: isRepeatable)
    var head: APIAnswerHead?
    var refusal: [UInt8] = []
    try await transport.exchange(request) { part throws(APIError) in
      switch (part, head) {
      case (.head(let first), nil): head = first
      case (.body(let bytes), let head?) where (200..<300).contains(head.status):
        guard head.isJSON else { throw .unreadable("its content type is not JSON") }
        try await receive(bytes)
      case (.body(let bytes), _?):
        refusal.append(contentsOf: bytes)
        if refusal.count > 1 << 20 { throw .unreadable("a refusal is longer than 1 MiB") }
      default: throw .unreadable("its parts are out of order")
      }
    }
    guard let head else { throw .unreadable("it has no head") }
    if (200..<300).contains(head.status) { return }
    if head.status == 401 { self.token?.refused(token) }
    var status: JSONValue?
    do throws(JSONError) { status = try JSONValue(parsing: refusal) } catch { status = nil }
    throw .refused(
      APIError.Refusal(status: status, code: head.status, retryAfter: head.retryAfter))
  }

  /// Sends a request and reads the JSON of a 2xx answer; any other answer is thrown.
  func value(
    of method: String, _ path: String, body: [UInt8]?, mediaType: String = "application/json",
    more: [APIRequest.Field] = [], within deadline: Duration, isRepeatable: Bool
  ) async throws(APIError) -> JSONValue {
    var bytes: [UInt8] = []
    try await stream(
      method, path, body: body, mediaType: mediaType, more: more, deadline: deadline,
      silence: deadline,
      isRepeatable: isRepeatable
    ) { piece throws(APIError) in
      bytes.append(contentsOf: piece)
      if bytes.count > 16 << 20 { throw .unreadable("it is longer than 16 MiB") }
    }
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch {
      throw .unreadable("it is not JSON")
    }
  }

  private func fields(
    _ accept: String, token: String?, mediaType: String?
  ) -> [APIRequest.Field] {
    var fields = [
      APIRequest.Field("User-Agent", userAgent), APIRequest.Field("Accept", accept),
    ]
    if let mediaType { fields.append(APIRequest.Field("Content-Type", mediaType)) }
    if let token { fields.append(APIRequest.Field("Authorization", "Bearer \(token)")) }
    return fields
  }
}

extension APIClient: Sendable where Transport: Sendable {}

extension APIAnswerHead {
  /// Whether the content type is JSON, whatever its parameters.
  fileprivate var isJSON: Bool {
    let type = contentType.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
    return type.elementsEqual("application/json".utf8) { $0 | 0x20 == $1 | 0x20 }
  }
}
