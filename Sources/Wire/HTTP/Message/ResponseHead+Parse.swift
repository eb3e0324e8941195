extension ResponseHead {
  /// Reads a head from the bytes received so far, as the answer to a request of that method.
  ///
  /// Called again with more bytes, which must begin with the same ones, it reads on. After a whole
  /// head, or a refusal, the next call begins a new one in the same memory: an interim answer
  /// (`isInterim`) is followed by another head.
  ///
  /// - Returns: how many bytes the head took, or nil when there must come more.
  /// - Throws: 502; the connection cannot be used any longer.
  package mutating func parse(
    _ octets: Span<UInt8>, answering method: MethodKind, limits: HTTPLimits = .standard
  ) throws(HTTPError) -> Int? {
    if progress.isComplete { reset() }
    do throws(HTTPError) {
      guard try readLines(octets, limits) else { return nil }
      try decideFraming(method, limits)
      return progress.next
    } catch {
      reset()
      throw error.asBadGateway
    }
  }

  /// The same over a buffer.
  package mutating func parse(
    _ buffer: UnsafeRawBufferPointer, answering method: MethodKind, limits: HTTPLimits = .standard
  ) throws(HTTPError) -> Int? {
    unsafe try parse(Span(_unsafeBytes: buffer), answering: method, limits: limits)
  }

  /// Forgets what was read and keeps the memory.
  package mutating func reset() {
    status = 200
    version = .http1_1
    reasonOctets.removeAll(keepingCapacity: true)
    fields.removeAll()
    body = .none
    keepAlive = true
    offersUpgrade = false
    progress = HeadProgress()
  }

  private mutating func readLines(
    _ octets: Span<UInt8>, _ limits: HTTPLimits
  ) throws(HTTPError) -> Bool {
    if progress.fieldsStart == nil {
      guard progress.mayReadLine(octets), let end = try readStatusLine(octets) else {
        try progress.checkStartLine(octets, limits)
        progress.waitForMore(octets)
        return false
      }
      progress.readStartLine(endingAt: end)
    }
    guard let base = progress.fieldsStart else { return false }
    return try progress.readFields(
      octets, into: &fields, base: base, limits: limits, maximumEnd: limits.head)
  }

  /// Reads `HTTP-version SP status-code SP [ reason-phrase ] CRLF` (RFC 9112 §4).
  private mutating func readStatusLine(_ octets: Span<UInt8>) throws(HTTPError) -> Int? {
    let reasonStart = 13
    guard octets.count >= reasonStart else {
      for index in 0..<octets.count where octets[index] < .space {
        throw .bad("a malformed status line")
      }
      return nil
    }
    version = try octets.version(at: 0)
    guard octets[8] == .space, octets[12] == .space, octets[9].isDigit, octets[10].isDigit,
      octets[11].isDigit
    else { throw .bad("a malformed status line") }
    status = (9...11).reduce(0) { $0 * 10 + Int(octets[$1] &- .zero) }
    guard (100...599).contains(status) else { throw .bad("a status out of range") }

    let reasonEnd = octets.endOfText(from: reasonStart)
    guard reasonEnd < octets.count else { return nil }
    guard octets[reasonEnd] == .carriageReturn else { throw .bad("a malformed status line") }
    guard reasonEnd &+ 1 < octets.count else { return nil }
    guard octets[reasonEnd &+ 1] == .lineFeed else { throw .bad("a bare CR") }
    reasonOctets.append(octets, reasonStart..<reasonEnd)
    return reasonEnd &+ 2
  }

  /// The body's end (RFC 9112 §6.3) and the connection's fate (§9.3).
  private mutating func decideFraming(
    _ method: MethodKind, _ limits: HTTPLimits
  ) throws(HTTPError) {
    let framing = try Framing(fields, limits)
    guard !framing.isChunked || version == .http1_1 else {
      throw .bad("a transfer encoding in HTTP/1.0")
    }
    offersUpgrade = framing.upgrades && fields.contains(.upgrade) && version == .http1_1
    keepAlive = !framing.closes && (version == .http1_1 || framing.keepsAlive)

    let opensTunnel = method == .connect && (200...299).contains(status)
    if status < 200 || status == 204 || opensTunnel {
      // No body can follow, so one that is announced is a fault (RFC 9110 §6.4.1, §8.6).
      guard !framing.isChunked, (framing.contentLength ?? 0) == 0 else {
        throw .bad("a body where none can be")
      }
    } else if method == .head || status == 304 {
      body = .none
    } else if framing.isChunked {
      body = .chunked
    } else if let length = framing.contentLength {
      body = .fixed(length)
    } else {
      body = .untilClose
      keepAlive = false
    }
  }
}
