/// A message that breaks RFC 9110 or RFC 9112, or passes a limit.
///
/// Nothing is repaired: whoever gets this answers with `status` and closes the connection.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The status to answer with: 400, 414, 417, 431, 501 or 505 for a request, 502 for a response.
  package let status: Int

  /// Why, in words of the program only: bytes of the message are never quoted.
  package let reason: String

  package init(status: Int, reason: String) {
    self.status = status
    self.reason = reason
  }

  package var description: String { "\(status): \(reason)" }

  /// The same fault found in an upstream's answer, for which the caller is not to blame.
  var asBadGateway: HTTPError { HTTPError(status: 502, reason: reason) }

  static func bad(_ reason: String) -> HTTPError { HTTPError(status: 400, reason: reason) }
}
