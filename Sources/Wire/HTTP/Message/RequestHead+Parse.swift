extension RequestHead {
  /// Reads a head from the bytes received so far.
  ///
  /// Called again with more bytes, which must begin with the same ones, it reads on. After a whole
  /// head, or a refusal, the next call begins a new one in the same memory.
  ///
  /// - Returns: how many bytes the head took, or nil when there must come more.
  /// - Throws: 400, 414, 417, 431, 501 or 505; the connection cannot be used any longer.
  package mutating func parse(
    _ octets: Span<UInt8>, limits: HTTPLimits = .standard
  ) throws(HTTPError) -> Int? {
    if progress.isComplete { reset() }
    do throws(HTTPError) {
      guard try readLines(octets, limits) else { return nil }
      try decideFraming(limits)
      return progress.next
    } catch {
      reset()
      throw error
    }
  }

  /// The same over a buffer.
  package mutating func parse(
    _ buffer: UnsafeRawBufferPointer, limits: HTTPLimits = .standard
  ) throws(HTTPError) -> Int? {
    unsafe try parse(Span(_unsafeBytes: buffer), limits: limits)
  }

  /// Forgets what was read and keeps the memory.
  package mutating func reset() {
    line.removeAll(keepingCapacity: true)
    methodLength = 0
    authority.removeAll()
    version = .http1_1
    fields.removeAll()
    body = .none
    keepAlive = true
    expectsContinue = false
    asksForUpgrade = false
    progress = HeadProgress()
  }

  private mutating func readLines(
    _ octets: Span<UInt8>, _ limits: HTTPLimits
  ) throws(HTTPError) -> Bool {
    if progress.fieldsStart == nil {
      guard progress.mayReadLine(octets), try skipEmptyLine(octets),
        let end = try readRequestLine(octets, limits)
      else {
        try checkRequestLine(octets, limits)
        progress.waitForMore(octets)
        return false
      }
      progress.readStartLine(endingAt: end)
    }
    guard let base = progress.fieldsStart else { return false }
    return try progress.readFields(
      octets, into: &fields, base: base, limits: limits, maximumEnd: limits.head)
  }

  /// Refuses a request line that cannot end within the limits any more.
  private func checkRequestLine(_ octets: Span<UInt8>, _ limits: HTTPLimits) throws(HTTPError) {
    guard octets.count &- progress.next <= Self.longestMethod &+ limits.target &+ 12 else {
      throw HTTPError(status: 414, reason: "the target is too long")
    }
  }

  /// Skips the one CRLF that may come before a request (RFC 9112 §2.2); false for want of bytes.
  private mutating func skipEmptyLine(_ octets: Span<UInt8>) throws(HTTPError) -> Bool {
    guard progress.next == 0, octets[0] == .carriageReturn else { return true }
    guard octets.count > 1 else { return false }
    guard octets[1] == .lineFeed else { throw .bad("a bare CR") }
    progress.skip(to: 2)
    return true
  }

  /// The body's end and the connection's fate (RFC 9112 §3.2, §6 and §9).
  private mutating func decideFraming(_ limits: HTTPLimits) throws(HTTPError) {
    let framing = try Framing(fields, limits)
    guard !framing.expectsUnknown else {
      throw HTTPError(status: 417, reason: "an unknown expectation")
    }
    switch version {
    case .http1_0:
      guard !framing.isChunked else { throw .bad("a transfer encoding in HTTP/1.0") }
      guard framing.hosts <= 1 else { throw .bad("two Host fields") }
      keepAlive = false
    case .http1_1:
      guard framing.hosts == 1 else {
        throw framing.hosts == 0 ? .bad("no Host field") : .bad("two Host fields")
      }
      keepAlive = !framing.closes
      asksForUpgrade = framing.upgrades && fields.contains(.upgrade)
    }
    try readHost()
    if framing.isChunked {
      body = .chunked
    } else if let length = framing.contentLength {
      body = .fixed(length)
    }
    // An expectation without a body, or from HTTP/1.0, is ignored (RFC 9110 §10.1.1).
    expectsContinue =
      framing.expectsContinue && version == .http1_1 && body != .none && body != .fixed(0)
  }

  /// Checks the Host field, then puts an authority in the target in its place (RFC 9112 §3.2.2).
  private mutating func readHost() throws(HTTPError) {
    if fields.contains(.host) {
      let octets = fields.octets.span
      for entry in fields.entries where entry.known == .host {
        guard octets.extracting(entry.value).isAuthority else { throw .bad("a malformed Host") }
      }
    }
    guard !authority.isEmpty else { return }
    guard authority.span.isAuthority else { throw .bad("a malformed authority") }
    fields.replaceHost(with: authority)
  }
}
