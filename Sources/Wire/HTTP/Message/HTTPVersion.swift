/// A protocol version this program speaks (RFC 9110 §2.5).
///
/// Every other version, a higher minor number included, is refused with 505.
package enum HTTPVersion: UInt8, Sendable, Hashable {
  case http1_0
  case http1_1
}
