/// One field as text: for logs, tests, and fields whose name carries a value of its own.
package struct Field: Sendable, Hashable {
  package let name: String
  package let value: String
  package let known: KnownField
}

extension Fields: Sequence {
  /// The fields in order.
  package struct Iterator: IteratorProtocol {
    let fields: Fields
    var index = 0

    package mutating func next() -> Field? {
      guard index < fields.count else { return nil }
      defer { index += 1 }
      return fields[index]
    }
  }

  package consuming func makeIterator() -> Iterator { Iterator(fields: self) }

  package var underestimatedCount: Int { count }

  /// The field at a position in `0..<count`.
  package subscript(_ position: Int) -> Field {
    let entry = entries[position]
    return Field(name: text(entry.name), value: text(entry.value), known: entry.known)
  }

  /// The fields of that name or family, in order.
  package func all(_ known: KnownField) -> [Field] {
    guard contains(known) else { return [] }
    return entries.indices.filter { entries[$0].known == known }.map { self[$0] }
  }
}

extension Fields: Equatable {
  /// Whether both hold the same names and values, byte for byte and in the same order.
  package static func == (left: Fields, right: Fields) -> Bool {
    guard left.count == right.count else { return false }
    for (mine, other) in zip(left.entries, right.entries) {
      guard left.octets[mine.name].elementsEqual(right.octets[other.name]),
        left.octets[mine.value].elementsEqual(right.octets[other.value])
      else { return false }
    }
    return true
  }
}
