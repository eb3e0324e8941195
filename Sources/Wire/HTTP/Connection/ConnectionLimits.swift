/// How many connections a server holds at once.
package struct ConnectionLimits: Sendable, Hashable {
  /// Open connections in all.
  package var total: Int
  /// Open connections of one client's address; nil does not count them.
  ///
  /// An address of IPv6 counts with all of its /64, which is one subscriber's.
  package var perAddress: Int?
  /// Connections beyond these limits that are told so at once; those beyond are closed unheard.
  package var turnedAway: Int

  package init(total: Int = .max, perAddress: Int? = nil, turnedAway: Int = 64) {
    self.total = total
    self.perAddress = perAddress
    self.turnedAway = turnedAway
  }

  /// No limit at all.
  package static let none = ConnectionLimits()
}
