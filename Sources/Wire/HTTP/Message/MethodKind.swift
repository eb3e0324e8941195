/// What of a request's method decides how its response is framed (RFC 9112 §6.3).
package enum MethodKind: Sendable, Hashable {
  case head
  case connect
  case other
}
