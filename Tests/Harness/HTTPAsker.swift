package import Wire

/// Asks one server, on a connection of its own each time.
package struct HTTPAsker: Sendable {
  package let endpoint: Endpoint
  private let tls: TLSContext?
  private let loops: EventLoops
  /// The value of `Authorization`; nil sends none.
  private let token: String?

  /// Asks `https://127.0.0.1:PORT` by a token, or by the certificate that `tls` presents; without
  /// `tls`, in plain HTTP.
  package init(url: String, tls: TLSContext?, token: String? = nil, loops: EventLoops) throws {
    guard let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw Timeout("no port: \(url)")
    }
    endpoint = Endpoint(host: "127.0.0.1", port: port)
    self.tls = tls
    self.token = token
    self.loops = loops
  }

  /// Sends one request and reads the whole answer; one that ends early throws.
  ///
  /// - Parameter silence: how long the answer's body may pause.
  package func ask(
    _ method: String, _ target: String, _ fields: [(String, String)] = [], body: [UInt8] = [],
    silence: Interval = .seconds(20)
  ) async throws -> HTTPAnswer {
    let result = await loops.run { () async -> Result<HTTPAnswer, any Error> in
      do { return .success(try await exchange(method, target, fields, body, silence)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func exchange(
    _ method: String, _ target: String, _ fields: [(String, String)], _ body: [UInt8],
    _ silence: Interval
  ) async throws -> HTTPAnswer {
    guard let loop = EventLoop.current else { throw Timeout("no loop") }
    var head = try RequestHead(method: method, target: target)
    try head.fields.append("Host", value: endpoint.authority)
    if let token { try head.fields.append("Authorization", value: "Bearer \(token)") }
    for (name, value) in fields { try head.fields.append(name: name, value: value) }
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
      head.setBody(.fixed(UInt64(body.count)))
    }
    var timeouts = HTTPTimeouts()
    timeouts.body = silence
    // Tests run all at once.
    (timeouts.connect, timeouts.handshake) = (.seconds(60), .seconds(60))
    let client = try await ClientConnection.connect(
      to: endpoint, tls: tls, loop: loop, timeouts: timeouts)
    defer { client.close() }
    client.begin(head)
    client.append(body)
    try await client.flush()
    try await client.readResponse(to: head.methodKind, by: .after(.seconds(60)))
    return HTTPAnswer(
      status: client.response.status,
      fields: client.response.fields.map { (name: $0.name, value: $0.value) },
      body: try await client.readBody(maximum: 256 << 20))
  }
}
