import TestSupport

@testable import Wire

extension Stage {
  /// Sends one request on a connection of its own and reads the answer as far as it comes.
  func ask(
    _ target: String, as proof: Proof = .nobody, _ fields: [(String, String)] = [],
    method: String = "GET", body: String? = nil
  ) async throws -> Reply {
    let client = try await connect(as: proof)
    defer { client.close() }
    return try await ask(target, as: proof, fields, method: method, body: body, on: client)
  }

  /// Sends one request on a connection that was made before.
  func ask(
    _ target: String, as proof: Proof, _ fields: [(String, String)] = [],
    method: String = "GET", body: String? = nil, on client: ClientConnection
  ) async throws -> Reply {
    try await send(target, as: proof, fields, method: method, body: body, on: client)
    let (bytes, isWhole) = await read(client)
    return Reply(
      status: client.response.status, fields: client.response.fields, body: bytes,
      isWhole: isWhole)
  }

  /// Sends one request on a connection of its own and reads the answer's head.
  func open(
    _ target: String, as proof: Proof, _ fields: [(String, String)] = [], method: String = "GET"
  ) async throws -> OpenAnswer {
    let client = try await connect(as: proof)
    do {
      try await send(target, as: proof, fields, method: method, body: nil, on: client)
    } catch {
      client.close()
      throw error
    }
    return OpenAnswer(client)
  }

  private func send(
    _ target: String, as proof: Proof, _ fields: [(String, String)], method: String,
    body: String?, on client: ClientConnection
  ) async throws {
    var head = try RequestHead(method: method, target: target)
    head.fields.append("Host", literal: "proxy.test")
    if let token = proof.token { try head.fields.append("Authorization", value: "Bearer \(token)") }
    for (name, value) in fields { try head.fields.append(name: name, value: value) }
    if let body { head.setBody(.fixed(UInt64(body.utf8.count))) }
    client.begin(head)
    client.append(Array((body ?? "").utf8))
    try await client.flush()
    try await client.readResponse(to: head.methodKind, by: .after(.seconds(10)))
  }

  /// A new connection to the proxy.
  func connect(as proof: Proof = .nobody) async throws -> ClientConnection {
    let pool = ClientPool(
      endpoint: Endpoint(host: "127.0.0.1", port: port),
      tls: isPlain ? nil : try keys.proxy.clientContext(presenting: proof.certificate),
      loop: loops.first)
    return try await pool.take()
  }

  /// Sends bytes as they are.
  func write(_ text: String, to client: ClientConnection) async throws {
    try await write(Array(text.utf8), to: client)
  }

  func write(_ bytes: [UInt8], to client: ClientConnection) async throws {
    client.output.buffer.append(bytes)
    try await client.flush()
  }

  /// Sends bytes as they are and reads until the proxy closes.
  func send(
    _ text: String, as proof: Proof = .nobody, within limit: Duration = .seconds(5)
  ) async throws -> RawReply {
    try await send(Array(text.utf8), as: proof, within: limit)
  }

  func send(
    _ bytes: [UInt8], as proof: Proof = .nobody, within limit: Duration = .seconds(5)
  ) async throws -> RawReply {
    let client = try await connect(as: proof)
    defer { client.close() }
    try await write(bytes, to: client)
    return await rest(of: client, within: limit)
  }

  /// Reads until the proxy closes.
  func rest(of client: ClientConnection, within limit: Duration = .seconds(5)) async -> RawReply {
    client.input.begin(.untilClose, .response)
    let buffer = ByteBuffer()
    let deadline = Deadline.after(limit)
    var end = RawReply.End.closed
    do throws(WireError) {
      while try client.input.gather(into: buffer, upTo: .max) != .ended {
        try await client.input.waitForBytes(by: deadline)
      }
    } catch {
      end = error.kind == .timedOut ? .open : .cut
    }
    return RawReply(text: String(decoding: buffer.bytes, as: UTF8.self), end: end)
  }

  /// The body as far as it comes, and whether it came to its proper end.
  private func read(_ client: ClientConnection) async -> (bytes: [UInt8], isWhole: Bool) {
    let buffer = ByteBuffer()
    do throws(WireError) {
      while try client.input.gather(into: buffer, upTo: .max) != .ended {
        try await client.input.waitForBytes(by: .after(.seconds(10)))
      }
      return (buffer.bytes, true)
    } catch {
      return (buffer.bytes, false)
    }
  }
}
