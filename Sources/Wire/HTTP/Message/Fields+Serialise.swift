extension Fields {
  /// The bytes that `serialise` appends.
  package var serialisedLength: Int {
    entries.reduce(2) { $0 + Int($1.nameEnd - $1.nameStart + $1.valueEnd - $1.valueStart) + 4 }
  }

  /// Appends every field line and the empty line that ends the section.
  package func serialise(into output: inout [UInt8]) {
    let octets = octets.span
    for entry in entries {
      output.append(octets, entry.name)
      output.append(": " as StaticString)
      output.append(octets, entry.value)
      output.append("\r\n" as StaticString)
    }
    output.append("\r\n" as StaticString)
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
