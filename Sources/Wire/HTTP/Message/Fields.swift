/// The fields of one head or trailer section, in the order and with the bytes they came with.
///
/// Duplicates are kept and nothing is joined. All names and values live in one byte store that
/// `removeAll()` keeps, so that a value which is read into again and again stops allocating.
package struct Fields: Sendable {
  /// Where in `octets` one field lies, and what its name is.
  struct Entry: Sendable {
    var nameStart: UInt32
    var nameEnd: UInt32
    var valueStart: UInt32
    var valueEnd: UInt32
    var known: KnownField

    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
  }

  /// The bytes that the entries point into; those of removed fields stay until `removeAll()`.
  var octets: [UInt8] = []

  var entries: [Entry] = []

  /// One bit for each `KnownField` that is there, so that asking for an absent one costs nothing.
  var present: UInt64 = 0

  package init() {}

  package var count: Int { entries.count }

  package var isEmpty: Bool { entries.isEmpty }

  /// Forgets every field and keeps the memory.
  package mutating func removeAll() {
    octets.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    present = 0
  }

  /// Whether a field of that name, or of that family, is there.
  package func contains(_ known: KnownField) -> Bool { present & known.bit != 0 }

  /// How many field lines have that name, or belong to that family.
  package func count(of known: KnownField) -> Int {
    guard contains(known) else { return 0 }
    return entries.reduce(0) { $0 + ($1.known == known ? 1 : 0) }
  }

  /// The value of the first field of that name.
  package subscript(_ known: KnownField) -> String? {
    guard contains(known), let entry = entries.first(where: { $0.known == known }) else {
      return nil
    }
    return text(entry.value)
  }

  /// The value of the first field of that name in any case, for names the program does not know.
  package subscript(named name: String) -> String? {
    let octets = octets.span
    return entries.first { octets.equalsIgnoringCase($0.name, name) }.map { text($0.value) }
  }

  /// Lends the bytes of the value of the first field of that name; nil without one.
  package func withFirst<Value>(_ known: KnownField, _ body: (Span<UInt8>) -> Value) -> Value? {
    guard contains(known), let entry = entries.first(where: { $0.known == known }) else {
      return nil
    }
    return body(octets.span.extracting(entry.value))
  }

  /// The values of all fields of that name, in order.
  package func values(of known: KnownField) -> [String] {
    guard contains(known) else { return [] }
    return entries.compactMap { $0.known == known ? text($0.value) : nil }
  }

  /// Whether there is exactly one field of that name and its value is these bytes.
  package func isOnly(_ known: KnownField, _ value: [UInt8]) -> Bool {
    guard contains(known) else { return false }
    var found = false
    for entry in entries where entry.known == known {
      guard !found, octets[entry.value].elementsEqual(value) else { return false }
      found = true
    }
    return found
  }

  /// Whether a list-valued field has that member, which must be in lower case, in any case.
  ///
  /// All lines of the name are one list (RFC 9110 §5.3).
  package func contains(_ member: StaticString, in known: KnownField) -> Bool {
    guard contains(known) else { return false }
    let octets = octets.span
    for entry in entries where entry.known == known {
      var position = entry.value.lowerBound
      while let candidate = octets.nextMember(in: entry.value, after: &position) {
        if octets.matches(member, at: candidate) { return true }
      }
    }
    return false
  }

  /// Bytes as text; what is not UTF-8 is replaced, which the parser allows in opaque fields only.
  func text(_ range: Range<Int>) -> String {
    octets.span.text(range)
  }
}

extension KnownField {
  var bit: UInt64 { 1 &<< UInt64(rawValue) }
}
