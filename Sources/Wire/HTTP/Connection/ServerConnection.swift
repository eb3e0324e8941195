/// A client's connection: reads requests one after the other, and writes one answer to each.
///
/// Belongs to the task that serves it. The request's head is read into the same memory each time.
package final class ServerConnection {
  package let transport: Transport
  package let timeouts: HTTPTimeouts
  /// The head of the request that is being answered; its fields may be changed before forwarding.
  package var request = RequestHead()

  let input: MessageInput
  let output: MessageOutput
  private let limits: HTTPLimits
  private var hadRequest = false
  /// Whether the client waits for a 100 before it sends the body.
  package private(set) var awaitsContinue = false
  /// Whether a byte of the answer's head was gathered.
  package private(set) var hasAnswered = false
  /// The status of the answer; 0 before there is one.
  package private(set) var answerStatus = 0
  private var closesAfterAnswer = false
  private var isAnswerWhole = true
  private var isBrokenOff = false
  /// Whether no payload may follow the head of the answer.
  private var dropsPayload = false

  /// Takes over an accepted socket, on the calling loop; it is closed when that fails.
  package init(
    accepted socket: AcceptedSocket, session: () throws(WireError) -> TLSSession?,
    loop: EventLoop, timeouts: HTTPTimeouts, limits: HTTPLimits = .standard
  ) throws(WireError) {
    let descriptor = FileDescriptor(socket.descriptor)
    transport = try Transport(
      descriptor, peer: socket.peer, session: try session(), loop: loop)
    input = MessageInput(transport)
    output = MessageOutput(transport)
    self.timeouts = timeouts
    self.limits = limits
    transport.registration.patience = timeouts.halfClosed
  }

  /// Brings the TLS handshake to its end.
  package func handshake() async throws(WireError) {
    try await transport.handshake(by: .after(timeouts.handshake))
  }

  /// What the client presented in its handshake, to be judged for each request.
  package private(set) lazy var peerCertificate: PeerCertificate? = transport.session?
    .peerCertificate

  /// Waits for the next request and reads its head into `request`.
  ///
  /// - Returns: false when the client closed, or the server drains, between two requests.
  /// - Throws: kind `.http(status)` for a head that must be refused with that status, 408 for one
  ///   that did not come in time.
  package func nextRequest() async throws(WireError) -> Bool {
    hasAnswered = false
    answerStatus = 0
    output.beginCount()
    dropsPayload = false
    framingOfAnswer = .none
    let limits = limits
    transport.loop.giveHead(&request)
    // Who sends one request behind the other, and never has to be waited for, leaves the loop to others
    // all the same.
    served &+= 1
    if served.isMultiple(of: Self.requestsAtOnce) { await transport.loop.yield() }
    do throws(WireError) {
      let idle = hadRequest ? timeouts.idle : timeouts.first
      let now = Deadline.now
      guard try await input.waitForMessage(by: now + idle, drainsAt: now + timeouts.settle) else {
        return false
      }
    } catch {
      switch error.kind {
      case .draining, .timedOut, .closed: return false
      default: throw error
      }
    }
    hadRequest = true
    request = transport.loop.takeHead()
    do throws(WireError) {
      _ = try await input.readHead(by: .after(timeouts.head)) { bytes throws(HTTPError) in
        try request.parse(bytes, limits: limits)
      }
    } catch .timedOut {
      throw WireError(.http(408), "the request's head did not come in time")
    } catch {
      throw error
    }
    input.begin(request.body, .request)
    awaitsContinue = request.expectsContinue
    return true
  }

  /// Requests that are answered before others get their turn.
  private static let requestsAtOnce = 16
  private var served = 0

  /// Whether the connection can take another request after the present answer.
  ///
  /// It can while the server leaves, if the answer's head did not say that it was the last: the client
  /// may send one at once.
  package var canContinue: Bool { request.keepAlive && input.isAtEnd && !closesAfterAnswer }

  /// Says 100 Continue to a client that waits for it before it sends the body.
  package func sendContinueIfOwed() async throws(WireError) {
    guard awaitsContinue else { return }
    awaitsContinue = false
    output.buffer.append("HTTP/1.1 100 Continue\r\n\r\n")
    try await output.flush(by: .after(timeouts.write))
  }

  /// Reads the request's whole body, which has to come within the time that its parts have.
  ///
  /// - Throws: kind `.http(413)` when it is longer than `maximum`; a client that waits to be asked for
  ///   it is not, when its length says so beforehand. Kind `.http(408)` when it did not come in time.
  package func readBody(maximum: Int) async throws(WireError) -> [UInt8] {
    if awaitsContinue, case .fixed(let length) = request.body, length > UInt64(maximum) {
      throw WireError(.http(413), "the request body is too large")
    }
    try await sendContinueIfOwed()
    do throws(WireError) {
      let (body, isWhole) = try await input.collect(
        maximum: maximum, timeout: timeouts.body, by: .after(timeouts.body))
      guard isWhole else { throw WireError(.http(413), "the request body is too large") }
      return body
    } catch .timedOut {
      throw WireError(.http(408), "the request's body did not come in time")
    } catch {
      throw error
    }
  }

  /// Passes an interim answer on, without what belongs to the upstream's connection (RFC 9110 §15.2):
  /// a 100 to a client that waits for one, and none to a client of HTTP/1.0.
  package func sendInterim(_ head: inout ResponseHead) async throws(WireError) {
    guard head.status != 100 else { return try await sendContinueIfOwed() }
    guard request.version == .http1_1 else { return }
    head.fields.removeHopByHop()
    head.fields.setFraming(.none)
    output.append(head)
    try await flush()
  }

  // MARK: Answering

  /// Gathers the head of the answer.
  ///
  /// `body` says how the payload that follows is framed; a client of HTTP/1.0 gets no chunks but
  /// the end of the connection.
  package func begin(_ head: inout ResponseHead, body: BodyLength) {
    hasAnswered = true
    answerStatus = head.status
    output.beginCount()
    var framing = body
    // Where no payload can follow, none is announced (RFC 9110 §8.6, §15.4.5).
    if head.status < 200 || head.status == 204 || head.status == 304 { framing = .none }
    if framing == .chunked, request.version == .http1_0 { framing = .untilClose }
    if framing == .untilClose { closesAfterAnswer = true }
    // An answer that has no body keeps the length it would have had (RFC 9110 §8.6).
    if framing != .none { head.setBody(framing) }
    if !canContinue || transport.loop.isLeaving {
      closesAfterAnswer = true
      head.fields.append("Connection", literal: "close")
    }
    dropsPayload = framing == .none || request.methodKind == .head
    framingOfAnswer = dropsPayload ? .none : framing
    isAnswerWhole = false
    output.append(head)
  }

  /// How the payload of the answer under way is framed.
  package private(set) var framingOfAnswer = BodyLength.none

  /// Bytes of the answer that were sent, its head and the framing of its body included.
  package var sentBytes: UInt64 { output.sentBytes }

  /// When the first of them left, in nanoseconds of the monotonic clock; 0 before.
  package var firstSent: UInt64 { output.firstSent }

  /// Gathers payload of the answer; drops it where none may follow the head.
  package func append(_ payload: [UInt8]) throws(WireError) { try append(payload[...]) }

  /// Gathers a part of an array as payload; drops it where none may follow the head.
  package func append(_ payload: ArraySlice<UInt8>) throws(WireError) {
    guard !dropsPayload, !payload.isEmpty else { return }
    try output.appendPayload(chunked: framingOfAnswer == .chunked) { buffer in
      buffer.append(payload)
    }
  }

  /// Sends bytes as they are, framed by nothing, in the place of an answer; the connection's last.
  package func send(unframed bytes: [UInt8]) async throws(WireError) {
    closesAfterAnswer = true
    output.buffer.append(bytes)
    try await flush()
  }

  /// Gathers the head of a 101, after which the connection speaks another protocol to its end.
  ///
  /// What is appended afterwards is framed by nothing.
  package func change(protocols head: ResponseHead) {
    hasAnswered = true
    answerStatus = head.status
    output.beginCount()
    closesAfterAnswer = true
    dropsPayload = false
    framingOfAnswer = .none
    input.begin(.untilClose, .request)
    output.append(head)
  }

  /// Sends what was gathered.
  package func flush() async throws(WireError) {
    try await output.flush(by: .after(timeouts.write))
  }

  /// Ends the answer and sends what is left of it.
  package func end(trailers: Fields = Fields()) async throws(WireError) {
    if framingOfAnswer == .chunked { output.appendEnd(trailers: trailers) }
    try await flush()
    isAnswerWhole = true
  }

  /// Says that the answer was sent to its end by other means.
  func endAnswer() { isAnswerWhole = true }

  /// Answers with a whole body at once.
  ///
  /// A HEAD request gets the head alone.
  package func answer(_ head: ResponseHead, body: [UInt8]) async throws(WireError) {
    var head = head
    begin(&head, body: .fixed(UInt64(body.count)))
    try append(body)
    try await end()
  }

  /// Makes the answer under way the connection's last.
  package func closeAfterAnswer() { closesAfterAnswer = true }

  // MARK: While waiting for an upstream

  /// While an upstream is waited for, nobody reads here: that the client went away ends the wait.
  ///
  /// A client that ended its side may still read: it has ``HTTPTimeouts/halfClosed`` for that.
  package func interruptOnHangUp(_ upstream: ClientConnection?) {
    guard let upstream else { return transport.registration.onHangUp = nil }
    let registration = upstream.transport.registration
    transport.registration.renewPatience()
    transport.registration.onHangUp = { registration.cutOff() }
    if transport.registration.isGone { registration.cutOff() }
  }

  /// While an upstream is waited for, bytes that the client sends end that wait, if it is one that
  /// can be interrupted.
  package func interruptOnInput(_ upstream: ClientConnection?) {
    guard let upstream else { return transport.registration.onUnawaited = nil }
    let registration = upstream.transport.registration
    transport.registration.onUnawaited = { registration.interrupt() }
  }

  /// Calls `action` once, on the loop, when the client goes away or the connection is cut off.
  ///
  /// At once when it is gone already. Nil forgets what was to be called.
  package func onHangUp(_ action: (() -> Void)?) {
    transport.registration.onHangUp = action
    if isGone, let action = transport.registration.onHangUp.take() { action() }
  }

  /// Whether the client reset the connection, or ended its side and was waited for long enough.
  package var isGone: Bool { transport.registration.isGone || transport.isClosed }

  /// Says that the client did not get all of what it was sent, whatever the framing: closing is then no
  /// proper end.
  func breakOff() { isBrokenOff = true }

  /// Closes.
  ///
  /// After an answer whose request was not read to its end it lingers, so that the client gets the
  /// answer before a reset. An answer that broke off and that only the connection's end delimits
  /// ends in a reset; so does one that the client does not take, which the system would keep for it.
  package func close() async {
    if transport.cannotWrite {
      transport.abort()
    } else if isBrokenOff {
      await transport.breakOff()
    } else if !isAnswerWhole, framingOfAnswer == .untilClose {
      transport.abort()
    } else if hasAnswered, !input.isAtEnd || !input.isEmpty || transport.hasUnread() {
      await transport.closeLingering()
    } else {
      transport.close()
    }
  }
}
