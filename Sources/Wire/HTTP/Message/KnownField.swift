/// A field name the program acts on, recognised once when it is read or appended.
package enum KnownField: UInt8, Sendable, Hashable, CaseIterable {
  case other

  case accept
  case acceptEncoding
  case age
  case auditID
  case authorization
  case cacheControl
  case connection
  case contentEncoding
  case contentLength
  case contentRange
  case contentType
  case cookie
  case date
  case eTag
  case expect
  case expires
  case forwarded
  case host
  case ifMatch
  case ifModifiedSince
  case ifNoneMatch
  case keepAlive
  case lastModified
  case location
  case maxForwards
  case origin
  case pragma
  case proxyAuthenticate
  case proxyAuthorization
  case proxyConnection
  case range
  case retryAfter
  case secWebSocketAccept
  case secWebSocketExtensions
  case secWebSocketKey
  case secWebSocketProtocol
  case secWebSocketVersion
  case server
  case setCookie
  case te
  case traceparent
  case tracestate
  case trailer
  case transferEncoding
  case upgrade
  case userAgent
  case vary
  case via
  case warning
  case wwwAuthenticate
  case xRealIP
  case xStreamProtocolVersion

  /// Every name that begins with `impersonate-`, a `_` for a `-` included.
  case impersonate

  /// Every name that begins with `x-remote-`, a `_` for a `-` included.
  case xRemote

  /// Every name that begins with `x-forwarded-`, a `_` for a `-` included.
  case xForwarded

  /// Whether the field belongs to one connection and is never forwarded.
  ///
  /// RFC 9110 §7.6.1, and the proxy credentials of §11.7, which are for this hop alone. Trailer is
  /// not among them: trailers pass.
  var isHopByHop: Bool {
    switch self {
    case .connection, .keepAlive, .proxyConnection, .proxyAuthenticate, .proxyAuthorization, .te,
      .transferEncoding, .upgrade:
      true
    default: false
    }
  }

  /// Whether a trailer section may hold the field.
  ///
  /// RFC 9110 §6.5.1 keeps framing, routing, authentication, modifiers and content fields out of
  /// trailers. Whatever the program knows is one of these, so only the unknown may come late.
  var isAllowedInTrailers: Bool { self == .other }

  /// Whether the value names somebody or frames the message, so that it must be UTF-8.
  ///
  /// A value that is not would be another one once it was read as text.
  var isText: Bool {
    switch self {
    case .authorization, .connection, .contentLength, .expect, .host, .impersonate,
      .transferEncoding, .upgrade, .xForwarded, .xRemote:
      true
    default: false
    }
  }
}
