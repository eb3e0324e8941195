/// Fields the program sets. What is appended always reads back as the same field.
extension Fields {
  /// Appends a field whose value is the program's own text.
  package mutating func append(_ name: StaticString, literal value: StaticString) {
    let start = octets.count
    octets.append(name)
    let middle = separate()
    octets.append(value)
    let fault = enter(start, middle)
    precondition(fault == nil, "a field of the program's own is malformed")
  }

  /// Appends a field whose value is a number.
  package mutating func append(_ name: StaticString, number: UInt64) {
    let start = octets.count
    octets.append(name)
    let middle = separate()
    octets.append(decimal: number)
    let fault = enter(start, middle)
    precondition(fault == nil, "a field of the program's own is malformed")
  }

  /// Appends a field.
  ///
  /// - Throws: 400 for a control character in the value, or whitespace at its ends, which a
  ///   recipient would take away: the value would arrive as another one.
  package mutating func append(_ name: StaticString, value: String) throws(HTTPError) {
    let start = octets.count
    octets.append(name)
    let middle = separate()
    octets.append(value)
    if let fault = enter(start, middle) { throw fault }
  }

  /// Appends a field whose name is made at run time, such as `Impersonate-Extra-` and a key.
  ///
  /// - Throws: 400 for a name that is not a token, and for a value as above.
  package mutating func append(name: String, value: String) throws(HTTPError) {
    let start = octets.count
    octets.append(name)
    let middle = separate()
    octets.append(value)
    if let fault = enter(start, middle) { throw fault }
  }

  /// Appends bytes as they are.
  ///
  /// - Throws: 400 for a name that is not a token, and for a value as above.
  package mutating func append(name: Span<UInt8>, value: Span<UInt8>) throws(HTTPError) {
    let start = octets.count
    octets.append(name, 0..<name.count)
    let middle = separate()
    octets.append(value, 0..<value.count)
    if let fault = enter(start, middle) { throw fault }
  }

  /// Appends every field of that name or family from elsewhere, with its bytes.
  package mutating func append(_ known: KnownField, from other: Fields) {
    guard other.contains(known) else { return }
    for entry in other.entries where entry.known == known {
      let start = octets.count
      octets.append(other.octets.span, entry.name)
      let middle = separate()
      octets.append(other.octets.span, entry.value)
      insert(start, middle, known)
    }
  }

  /// Appends every field of another section, with its bytes.
  package mutating func append(contentsOf other: Fields) {
    let shift = UInt32(octets.count)
    octets.append(contentsOf: other.octets)
    for entry in other.entries {
      var entry = entry
      entry.nameStart += shift
      entry.nameEnd += shift
      entry.valueStart += shift
      entry.valueEnd += shift
      entries.append(entry)
    }
    present |= other.present
  }

  /// Gives the Host field another value, which must be an authority, or appends one.
  mutating func replaceHost(with authority: [UInt8]) {
    guard let index = entries.firstIndex(where: { $0.known == .host }) else {
      let start = octets.count
      octets.append("Host" as StaticString)
      let middle = separate()
      octets.append(contentsOf: authority)
      return insert(start, middle, .host)
    }
    entries[index].valueStart = UInt32(octets.count)
    octets.append(contentsOf: authority)
    entries[index].valueEnd = UInt32(octets.count)
  }

  /// Checks and enters the field whose name, separator and value were just put at the store's end.
  ///
  /// A malformed one is taken back.
  private mutating func enter(_ start: Int, _ middle: Int) -> HTTPError? {
    let known: KnownField
    do throws(HTTPError) {
      known = try recognise(start, middle)
    } catch {
      octets.removeSubrange(start...)
      return error
    }
    insert(start, middle, known)
    return nil
  }

  private func recognise(_ start: Int, _ middle: Int) throws(HTTPError) -> KnownField {
    let octets = octets.span
    let nameRange = start..<(middle - 2)
    let name = octets.extracting(nameRange)
    guard !name.isEmpty, name.endOfToken(from: 0) == name.count else {
      throw .bad("a field name that is not a token")
    }
    let value = middle..<octets.count
    guard octets.endOfText(from: middle) == octets.count else {
      throw .bad("a control character in a field value")
    }
    guard octets.trimmed(value) == value else {
      throw .bad("whitespace at the ends of a field value")
    }
    return KnownField(octets, nameRange)
  }

  /// Separates a name just appended from the value to come, as `serialise` does.
  private mutating func separate() -> Int {
    octets.append(": " as StaticString)
    return octets.count
  }

  /// Enters a field whose name, separator and value end the store.
  private mutating func insert(_ start: Int, _ middle: Int, _ known: KnownField) {
    insert(Entry(start, middle - 2, middle, octets.count, known))
    octets.append("\r\n" as StaticString)
  }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    present |= entry.known.bit
  }
}

extension Fields.Entry {
  init(
    _ nameStart: Int, _ nameEnd: Int, _ valueStart: Int, _ valueEnd: Int, _ known: KnownField
  ) {
    self.nameStart = UInt32(nameStart)
    self.nameEnd = UInt32(nameEnd)
    self.valueStart = UInt32(valueStart)
    self.valueEnd = UInt32(valueEnd)
    self.known = known
  }
}
