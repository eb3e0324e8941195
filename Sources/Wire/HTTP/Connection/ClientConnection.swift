internal import CSystem

/// A connection to an upstream: one request, one answer at a time.
package final class ClientConnection {
  package let transport: Transport
  package let timeouts: HTTPTimeouts
  /// The head of the last answer.
  package var response = ResponseHead()
  /// Whether requests were answered on it before.
  package internal(set) var isReused = false
  /// Whether a byte of the present request's answer came.
  package private(set) var sawAnswer = false
  /// Whether a request was begun whose answer has not come: what comes next is that answer, and
  /// nobody else's.
  private(set) var owesAnswer = false
  /// Whether the body that the present request's head announced was not sent to its end: the
  /// upstream would take what comes next for it.
  private(set) var owesBody = false
  /// How the body of the present request is framed.
  private(set) var requestBody = BodyLength.none
  private var asksForUpgrade = false
  /// Interim answers that came before the present one.
  private var interim = 0
  private var isBrokenOff = false

  /// Interim answers that are taken before one answer.
  private static let maximumInterim = 16

  let input: MessageInput
  let output: MessageOutput
  var idleSince = Deadline.now
  weak var pool: ClientPool?
  /// What it goes by, if it is of a pool.
  var tls: TLSContext?
  /// What counts it while it is there.
  var figures: PoolFigures?

  init(_ transport: Transport, timeouts: HTTPTimeouts) {
    self.transport = transport
    self.timeouts = timeouts
    input = MessageInput(transport)
    output = MessageOutput(transport)
  }

  deinit { figures?.forget() }

  /// Connects and shakes hands, trying each address of the host in turn.
  package static func connect(
    to endpoint: Endpoint, tls: TLSContext?, loop: EventLoop, timeouts: HTTPTimeouts
  ) async throws(WireError) -> ClientConnection {
    let deadline = Deadline.after(timeouts.connect)
    let addresses = try await offload { () throws(WireError) in
      try SocketAddress.resolve(host: endpoint.host, port: endpoint.port, passive: false)
    }
    var failure = WireError(.name, "\(endpoint.host) has no address")
    for address in addresses {
      do throws(WireError) {
        let session = try tls.map { (context) throws(WireError) in
          try context.clientSession(for: endpoint.serverName)
        }
        let transport = try await open(address, session: session, loop: loop, by: deadline)
        return ClientConnection(transport, timeouts: timeouts)
      } catch {
        failure = WireError(error.kind, "connecting to \(endpoint.authority): \(error.reason)")
      }
    }
    throw failure
  }

  private static func open(
    _ address: SocketAddress, session: TLSSession?, loop: EventLoop, by deadline: Deadline
  ) async throws(WireError) -> Transport {
    let descriptor = FileDescriptor(cs_stream_socket(address.family))
    guard descriptor.raw >= 0 else { throw .system("making a socket") }
    let raw = descriptor.raw
    _ = cs_set_option(raw, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    Listener.keepAlive(raw)
    let code = unsafe address.withStorage { unsafe cs_connect(raw, $0, address.count) }
    guard code == 0 || cs_errno() == EINPROGRESS else { throw .system("connect") }
    let transport = try Transport(descriptor, peer: address, session: session, loop: loop)
    do throws(WireError) {
      if code != 0 {
        transport.registration.wouldBlock(.write)
        try await transport.registration.wait(.write, until: deadline)
        let error = cs_socket_error(raw)
        guard error == 0 else { throw .system("connect", error) }
      }
      try await transport.handshake(by: deadline)
      return transport
    } catch {
      transport.close()
      throw error
    }
  }

  // MARK: Asking

  /// Gathers the head of a request.
  package func begin(_ head: RequestHead) {
    sawAnswer = false
    interim = 0
    owesAnswer = true
    requestBody = head.body
    owesBody = !head.body.isEmpty
    asksForUpgrade = head.fields.contains(.upgrade)
    output.append(head)
  }

  /// Gathers a whole body for the request whose head said its length.
  package func append(_ body: [UInt8]) {
    guard !body.isEmpty else { return }
    output.buffer.append(body)
    // Bytes that no head announced make the connection useless for another request.
    owesBody = !(owesBody && requestBody == .fixed(UInt64(body.count)))
  }

  /// Says that the request's body was sent to its end.
  func endBody() { owesBody = false }

  /// Sends what was gathered.
  package func flush() async throws(WireError) {
    try await output.flush(by: .after(timeouts.write))
  }

  /// Reads the head of the answer into `response`; interim answers are passed over.
  ///
  /// - Throws: kind `.http(502)` for an answer that cannot be understood.
  package func readResponse(to method: MethodKind, by deadline: Deadline) async throws(WireError) {
    while try await !readHead(to: method, by: deadline) {}
  }

  /// Reads the next head into `response`; false when it is one of an interim answer, behind which
  /// comes another.
  ///
  /// After a deadline that passed it can be called again.
  ///
  /// - Throws: kind `.http(502)` for an answer that cannot be understood, or too many interim ones.
  package func readHead(to method: MethodKind, by deadline: Deadline) async throws(WireError)
    -> Bool
  {
    let found = try await input.readHead(by: deadline) { bytes throws(HTTPError) in
      sawAnswer = true
      return try response.parse(bytes, answering: method)
    }
    guard found else { throw .closed }
    guard !response.isInterim else {
      interim += 1
      guard interim <= Self.maximumInterim else {
        throw WireError(.http(502), "too many interim answers")
      }
      return false
    }
    guard response.status != 101 || asksForUpgrade else {
      throw WireError(.http(502), "a change of protocols that nobody asked for")
    }
    // What follows a change of protocols ends with the connection.
    input.begin(response.status == 101 ? .untilClose : response.body, .response)
    owesAnswer = false
    return true
  }

  /// Whether the answer was read to its end and the connection can be used again.
  package var isReusable: Bool {
    !owesAnswer && !owesBody && response.keepAlive && input.isAtEnd && input.isEmpty
      && response.body != .untilClose && response.status != 101 && !transport.isDisturbed()
  }

  /// Reads the whole body of the answer.
  ///
  /// - Throws: kind `.http(502)` when it is longer than `maximum`.
  package func readBody(maximum: Int) async throws(WireError) -> [UInt8] {
    let (body, isWhole) = try await input.collect(maximum: maximum, timeout: timeouts.body)
    guard isWhole else { throw WireError(.http(502), "the upstream's answer is too large") }
    return body
  }

  /// What a wait for payload came to.
  package enum Arrival: Sendable {
    /// Payload was appended.
    case payload
    /// The body has ended.
    case end
    /// The wait was interrupted.
    case interrupted
  }

  /// Appends the payload that is there, at most 64 KiB, after a wait for at least one byte.
  ///
  /// `payload` must be empty; its memory is given back while nothing comes. An interruption ends the
  /// wait only when `isInterruptible`.
  package func nextPayload(
    into payload: ByteBuffer, by deadline: Deadline, isInterruptible: Bool = false
  ) async throws(WireError) -> Arrival {
    while true {
      let progress = try input.gather(into: payload, upTo: MessageOutput.mark)
      if !payload.isEmpty { return .payload }
      guard progress == .blocked else { return .end }
      payload.release()
      do throws(WireError) {
        try await input.waitForBytes(by: deadline, isInterruptible: isInterruptible)
      } catch .interrupted {
        return .interrupted
      } catch {
        throw error
      }
    }
  }

  /// The payload that is there, at most 64 KiB, after a wait for at least one byte.
  ///
  /// - Returns: `nil` when the body has ended.
  package func nextPayload(by deadline: Deadline) async throws(WireError) -> ByteBuffer? {
    let payload = ByteBuffer()
    return try await nextPayload(into: payload, by: deadline) == .payload ? payload : nil
  }

  /// What ends this connection's interruptible wait from any thread.
  package var interrupter: Interrupter { transport.interrupter }

  /// Gives the connection back to the pool it came from, or closes it.
  package func release() {
    guard let pool else { return close() }
    pool.give(self)
  }

  package func close() {
    guard isBrokenOff else { return transport.close() }
    transport.abort()
  }

  /// Says that the upstream did not get all of what it was sent: closing is then no proper end.
  func breakOff() { isBrokenOff = true }
}
