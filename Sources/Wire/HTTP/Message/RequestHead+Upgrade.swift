/// What a request says of other protocols (RFC 9110 §7.8).
extension RequestHead {
  /// The protocols that it may be tunnelled for, as they were written and in the client's order.
  ///
  /// Those of Kubernetes' streams, and no others: whoever is asked for HTTP/2 or TLS in the middle of a
  /// connection would be spoken to in a protocol that nobody between here and there understands. As a
  /// server may, this one ignores the wish for them. None without `Connection: Upgrade`, and none in
  /// HTTP/1.0.
  package var tunnelProtocols: [String] {
    guard asksForUpgrade else { return [] }
    return fields.members(of: .upgrade).filter {
      ["spdy/3.1", "websocket"].contains($0.lowercased())
    }
  }

  /// Forgets that another protocol is wanted.
  package mutating func forgetUpgrade() {
    asksForUpgrade = false
    fields.remove(.upgrade)
  }

  /// Asks for these protocols, on a head that no longer has the client's hop-by-hop fields.
  ///
  /// - Throws: 400 for a protocol that cannot stand in a field.
  package mutating func askForUpgrade(to protocols: [String]) throws(HTTPError) {
    fields.append("Connection", literal: "Upgrade")
    try fields.append("Upgrade", value: protocols.joined(separator: ", "))
  }
}

extension ResponseHead {
  /// Turns a 101 into the one for the client, with this hop's own fields.
  ///
  /// - Throws: 502 unless it names protocols, and only such as were asked for (RFC 9110 §7.8).
  package mutating func prepareChange(to protocols: [String]) throws(HTTPError) {
    let asked = Set(protocols.map { $0.lowercased() })
    let taken = fields.members(of: .upgrade)
    guard offersUpgrade, !taken.isEmpty, taken.allSatisfy({ asked.contains($0.lowercased()) })
    else { throw HTTPError(status: 502, reason: "a change to a protocol that nobody asked for") }
    fields.removeHopByHop()
    fields.setFraming(.none)
    fields.append("Connection", literal: "Upgrade")
    try fields.append("Upgrade", value: taken.joined(separator: ", "))
  }
}

extension Fields {
  /// The members of a list-valued field, all its lines taken together (RFC 9110 §5.3).
  package func members(of known: KnownField) -> [String] {
    guard contains(known) else { return [] }
    let octets = octets.span
    var members: [String] = []
    for entry in entries where entry.known == known {
      var position = entry.value.lowerBound
      while let member = octets.nextMember(in: entry.value, after: &position) {
        members.append(octets.text(member))
      }
    }
    return members
  }
}
