package import Wire

/// In whose name a request goes upstream, and on which pool.
package enum UpstreamCredential {
  /// No credential at all, on a bare connection.
  case none
  /// The caller's own token and nothing of the program's, on a bare connection.
  case callersToken
  /// The program's credential and the caller's identity by impersonation, with at most one more
  /// group, on a connection of the program's own.
  case impersonating(Caller, wideningGroup: String?, programToken: String?)
}

extension RequestHead {
  /// Turns the head of a client's request into the one that goes upstream.
  ///
  /// What belongs to the client's connection goes first, so that no Connection option can name away
  /// what is set afterwards; then everything that speaks of identity, but for the caller's own token
  /// and impersonation on a bare connection; then exactly our fields are set: those of the hop, which
  /// are the same for every request of a connection, and those of the credential.
  ///
  /// - Throws: 400 for a target or a value that cannot be written.
  package mutating func prepare(
    for credential: UpstreamCredential, target: String?, hop: Fields
  ) throws(HTTPError) {
    let framing = body
    if case .callersToken = credential {
      // A Connection option must not name the caller's own proof away, nor what both logs share.
      fields.removeHopByHop(sparing: .authorization, .impersonate, .auditID)
    } else {
      fields.removeHopByHop(sparing: .auditID)
      fields.remove(.authorization)
      fields.remove(.impersonate)
    }
    fields.remove(.host)
    fields.remove(.expect)
    fields.remove(.xRemote)
    fields.remove(.forwarded)
    fields.remove(.xForwarded)
    fields.remove(.xRealIP)
    if let target { try setTarget(target) }
    fields.append(contentsOf: hop)
    // An option may have named the length away; then the upstream would take the body for a request.
    fields.setFraming(framing)
    guard case .impersonating(let caller, let group, let token) = credential else { return }
    if let token { try fields.append("Authorization", value: "Bearer \(token)") }
    fields.append(contentsOf: caller.impersonation)
    if let group { try fields.append("Impersonate-Group", value: group) }
  }
}
