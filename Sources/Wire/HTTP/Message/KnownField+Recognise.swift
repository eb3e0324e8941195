extension KnownField {
  /// Recognises a name, which must be a token, by its length and then in any case.
  init(_ octets: Span<UInt8>, _ name: Range<Int>) {
    self = Self.exact(octets, name)
    if self == .other { self = Self.family(octets, name) }
  }

  /// The family of a name.
  ///
  /// `_` counts as `-`: gateways that turn names into variables and back make one of the other.
  private static func family(_ octets: Span<UInt8>, _ name: Range<Int>) -> KnownField {
    guard name.count >= 9 else { return .other }
    switch octets[name.lowerBound].lowercased {
    case 0x69 where begins(octets, name, "impersonate-"): return .impersonate
    case 0x78 where begins(octets, name, "x-remote-"): return .xRemote
    case 0x78 where begins(octets, name, "x-forwarded-"): return .xForwarded
    default: return .other
    }
  }

  /// Whether a name that is not known is that of a framing field with `_` for `-`.
  ///
  /// What stands behind such a gateway would see another end of the body than this program.
  static func imitatesFraming(_ octets: Span<UInt8>, _ name: Range<Int>) -> Bool {
    switch name.count {
    case 14: begins(octets, name, "content-length")
    case 17: begins(octets, name, "transfer-encoding")
    default: false
    }
  }

  private static func begins(
    _ octets: Span<UInt8>, _ name: Range<Int>, _ prefix: StaticString
  ) -> Bool {
    guard name.count >= prefix.utf8CodeUnitCount else { return false }
    let letters = unsafe prefix.utf8Start
    for offset in 0..<prefix.utf8CodeUnitCount {
      let byte = octets[name.lowerBound &+ offset]
      let folded = byte == 0x5F ? 0x2D : byte.lowercased
      guard unsafe folded == letters[offset] else { return false }
    }
    return true
  }

  private static func exact(_ octets: Span<UInt8>, _ name: Range<Int>) -> KnownField {
    func isName(_ text: StaticString) -> Bool { octets.matches(text, at: name) }
    switch name.count {
    case 2: if isName("te") { return .te }
    case 3:
      if isName("age") { return .age }
      if isName("via") { return .via }
    case 4:
      if isName("host") { return .host }
      if isName("date") { return .date }
      if isName("etag") { return .eTag }
      if isName("vary") { return .vary }
    case 5: if isName("range") { return .range }
    case 6:
      if isName("accept") { return .accept }
      if isName("cookie") { return .cookie }
      if isName("expect") { return .expect }
      if isName("origin") { return .origin }
      if isName("pragma") { return .pragma }
      if isName("server") { return .server }
    case 7:
      if isName("upgrade") { return .upgrade }
      if isName("trailer") { return .trailer }
      if isName("expires") { return .expires }
      if isName("warning") { return .warning }
    case 8:
      if isName("audit-id") { return .auditID }
      if isName("if-match") { return .ifMatch }
      if isName("location") { return .location }
    case 9:
      if isName("forwarded") { return .forwarded }
      if isName("x-real-ip") { return .xRealIP }
    case 10:
      if isName("connection") { return .connection }
      if isName("tracestate") { return .tracestate }
      if isName("user-agent") { return .userAgent }
      if isName("keep-alive") { return .keepAlive }
      if isName("set-cookie") { return .setCookie }
    case 11:
      if isName("retry-after") { return .retryAfter }
      if isName("traceparent") { return .traceparent }
    default: return longer(octets, name)
    }
    return .other
  }

  private static func longer(_ octets: Span<UInt8>, _ name: Range<Int>) -> KnownField {
    func isName(_ text: StaticString) -> Bool { octets.matches(text, at: name) }
    switch name.count {
    case 12:
      if isName("content-type") { return .contentType }
      if isName("max-forwards") { return .maxForwards }
    case 13:
      if isName("authorization") { return .authorization }
      if isName("cache-control") { return .cacheControl }
      if isName("content-range") { return .contentRange }
      if isName("if-none-match") { return .ifNoneMatch }
      if isName("last-modified") { return .lastModified }
    case 14: if isName("content-length") { return .contentLength }
    case 15: if isName("accept-encoding") { return .acceptEncoding }
    case 16:
      if isName("content-encoding") { return .contentEncoding }
      if isName("proxy-connection") { return .proxyConnection }
      if isName("www-authenticate") { return .wwwAuthenticate }
    case 17:
      if isName("transfer-encoding") { return .transferEncoding }
      if isName("if-modified-since") { return .ifModifiedSince }
      if isName("sec-websocket-key") { return .secWebSocketKey }
    case 18: if isName("proxy-authenticate") { return .proxyAuthenticate }
    case 19: if isName("proxy-authorization") { return .proxyAuthorization }
    case 20: if isName("sec-websocket-accept") { return .secWebSocketAccept }
    case 21: if isName("sec-websocket-version") { return .secWebSocketVersion }
    case 22: if isName("sec-websocket-protocol") { return .secWebSocketProtocol }
    case 24: if isName("sec-websocket-extensions") { return .secWebSocketExtensions }
    case 25: if isName("x-stream-protocol-version") { return .xStreamProtocolVersion }
    default: break
    }
    return .other
  }
}
