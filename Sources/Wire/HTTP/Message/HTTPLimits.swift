/// How much of a head is read before it is refused.
package struct HTTPLimits: Sendable, Hashable {
  /// Bytes of a head, from the first byte to the empty line; more is 431.
  package var head: Int

  /// Bytes of a request target; more is 414.
  package var target: Int

  /// Field lines of a head or a trailer section; more is 431.
  package var fields: Int

  /// Bytes of a trailer section; more is 431.
  package var trailers: Int

  /// Options of all Connection lines together; more is 431.
  ///
  /// Each option is compared with each field name, so their product has to be bounded too.
  package var connectionOptions: Int

  package init(
    head: Int = 64 << 10, target: Int = 16 << 10, fields: Int = 1024, trailers: Int = 8 << 10,
    connectionOptions: Int = 64
  ) {
    self.head = head
    self.target = target
    self.fields = fields
    self.trailers = trailers
    self.connectionOptions = connectionOptions
  }

  /// 64 KiB of head, 16 KiB of target, 1024 fields.
  package static let standard = HTTPLimits()
}
