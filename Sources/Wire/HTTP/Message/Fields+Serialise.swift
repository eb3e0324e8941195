extension Fields {
  /// The bytes that `serialise` appends.
  package var serialisedLength: Int {
    entries.reduce(2) { $0 + Int($1.nameEnd - $1.nameStart + $1.valueEnd - $1.valueStart) + 4 }
  }

  /// Appends every field line and the empty line that ends the section.
  ///
  /// Lines that lie in the store one after the other, spelled as they are to be, go in one piece.
  package func serialise(into output: inout [UInt8]) {
    let octets = octets.span
    var run = 0..<0
    for entry in entries {
      if isSpelledOut(entry) {
        let line = Int(entry.nameStart)..<(Int(entry.valueEnd) + 2)
        if line.lowerBound == run.upperBound {
          run = run.lowerBound..<line.upperBound
        } else {
          output.append(octets, run)
          run = line
        }
      } else {
        output.append(octets, run)
        run = 0..<0
        output.append(octets, entry.name)
        output.append(": " as StaticString)
        output.append(octets, entry.value)
        output.append("\r\n" as StaticString)
      }
    }
    output.append(octets, run)
    output.append("\r\n" as StaticString)
  }

  /// Whether the store holds exactly `name: value CRLF` there.
  private func isSpelledOut(_ entry: Entry) -> Bool {
    let name = entry.name
    let value = entry.value
    return value.lowerBound == name.upperBound + 2 && value.upperBound + 2 <= octets.count
      && octets[name.upperBound] == .colon && octets[name.upperBound + 1] == .space
      && octets[value.upperBound] == .carriageReturn
      && octets[value.upperBound + 1] == .lineFeed
  }
}

extension [UInt8] {
  /// Makes room for so many more bytes at once, growing at least by half.
  ///
  /// Reserving exactly would copy everything again at each of many small appends.
  mutating func reserve(_ more: Int) {
    guard capacity - count < more else { return }
    reserveCapacity(Swift.max(count + more, capacity + capacity / 2))
  }
}
