/// Whose connections are too many.
package enum Crowd: Sendable {
  /// All clients' together.
  case everybody
  /// Those of the client's own address.
  case oneAddress
}
