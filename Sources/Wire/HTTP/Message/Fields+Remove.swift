extension Fields {
  /// Removes every field of that name or family.
  package mutating func remove(_ known: KnownField) {
    guard contains(known) else { return }
    keep { entry, _ in entry.known != known }
  }

  /// Removes every field of that name in any case.
  package mutating func remove(named name: String) {
    keep { entry, octets in !octets.equalsIgnoringCase(entry.name, name) }
  }

  /// Removes what belongs to the connection it came on (RFC 9110 §7.6.1).
  ///
  /// That is the fixed set and each field that an option of any Connection line names, in any
  /// case. The program's own fields are appended after this, so that no option can name them away.
  ///
  /// - Parameter spared: fields that no option can name away: what proves a caller, where the request
  ///   goes on in the caller's own name.
  package mutating func removeHopByHop(sparing spared: KnownField...) {
    let spared = spared.reduce(0) { $0 | $1.bit }
    let options = connectionOptions()
    keep { entry, octets in
      guard !entry.known.isHopByHop else { return false }
      guard entry.known.bit & spared == 0 else { return true }
      for option in options where octets.equalsIgnoringCase(entry.name, option) { return false }
      return true
    }
  }

  /// Frames the body anew: what the fields said before of its length is removed.
  package mutating func setFraming(_ body: BodyLength) {
    remove(.contentLength)
    remove(.transferEncoding)
    switch body {
    case .none, .untilClose: break
    case .fixed(let length): append("Content-Length", number: length)
    case .chunked: append("Transfer-Encoding", literal: "chunked")
    }
  }

  /// The options of all Connection lines, without those that name no other field.
  private func connectionOptions() -> [Range<Int>] {
    guard contains(.connection) else { return [] }
    let octets = octets.span
    var options: [Range<Int>] = []
    for entry in entries where entry.known == .connection {
      var position = entry.value.lowerBound
      while let option = octets.nextMember(in: entry.value, after: &position) {
        guard !octets.matches("close", at: option), !octets.matches("keep-alive", at: option),
          !octets.matches("upgrade", at: option)
        else { continue }
        options.append(option)
      }
    }
    return options
  }

  private mutating func keep(where isKept: (Entry, Span<UInt8>) -> Bool) {
    var kept = 0
    present = 0
    for index in entries.indices where isKept(entries[index], octets.span) {
      if kept != index { entries[kept] = entries[index] }
      present |= entries[index].known.bit
      kept += 1
    }
    entries.removeSubrange(kept...)
  }
}
