package import Wire

/// The token a connection showed last and whom it proved, so that a client that shows the same one
/// with each request costs no digest and no look-up.
///
/// It never outlives what the review itself is good for.
package struct TokenMemory {
  private var authorization: [UInt8] = []
  private var caller: Caller?
  private var deadline = Deadline.now
  /// Whether the present request's token was known.
  var wasUsed = false

  package init() {}

  /// The caller of the last request, if this one has exactly its Authorization.
  package func caller(for fields: Fields) -> Caller? {
    guard let caller, fields.isOnly(.authorization, authorization), deadline > .now else {
      return nil
    }
    return caller
  }

  /// Remembers whom a token proved.
  package mutating func remember(_ caller: Caller, for token: String, until deadline: Deadline) {
    authorization = Array("Bearer \(token)".utf8)
    self.caller = caller
    self.deadline = deadline
  }
}
