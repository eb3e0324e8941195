/// The members of a JSON object in the order they were written.
///
/// Names are unique by their code points: unlike Swift's strings, two spellings of one grapheme are
/// two names. Two objects are equal when they have the same members, in whatever order
/// (RFC 8259 section 1: an object is an unordered collection).
package struct JSONObject: Sendable, Sequence {
  /// One name and its value.
  package typealias Element = (key: String, value: JSONValue)

  private var members: [Element] = []

  /// Where each name stands; empty while a walk over the few members is faster.
  private var positions: [ExactText: Int] = [:]

  /// An object with no members.
  package init() {}

  /// The number of members.
  package var count: Int { members.count }

  /// Whether there is no member.
  package var isEmpty: Bool { members.isEmpty }

  /// The names in their order.
  package var keys: [String] { members.map(\.key) }

  /// The values in the order of their names.
  package var values: [JSONValue] { members.map(\.value) }

  package func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }

  /// The value of a name, nil when there is none.
  ///
  /// Setting nil removes the member. A new name goes to the end, a known one keeps its place.
  package subscript(key: String) -> JSONValue? {
    get {
      position(of: key).map { members[$0].value }
    }
    set {
      switch (position(of: key), newValue) {
      case (nil, nil): break
      case (nil, let value?): append(key, value)
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): remove(at: place)
      }
    }
  }

  /// Adds a member unless the name is there already; says whether it was added.
  mutating func add(_ key: String, _ value: JSONValue) -> Bool {
    guard position(of: key) == nil else { return false }
    append(key, value)
    return true
  }

  /// Up to this many members a walk beats a hash.
  private static let walked = 12

  private func position(of key: String) -> Int? {
    if positions.isEmpty { return members.firstIndex { ExactText($0.key) == ExactText(key) } }
    return positions[ExactText(key)]
  }

  private mutating func append(_ key: String, _ value: JSONValue) {
    members.append((key, value))
    if !positions.isEmpty {
      positions[ExactText(key)] = members.count - 1
    } else if members.count > Self.walked {
      reindex()
    }
  }

  private mutating func remove(at place: Int) {
    members.remove(at: place)
    positions.removeAll()
    if members.count > Self.walked { reindex() }
  }

  private mutating func reindex() {
    positions.reserveCapacity(members.count)
    for (place, member) in members.enumerated() { positions[ExactText(member.key)] = place }
  }
}

extension JSONObject: Equatable {
  package static func == (one: JSONObject, other: JSONObject) -> Bool {
    one.count == other.count && one.allSatisfy { other[$0.key] == $0.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// The members of a literal; of two with one name the later stays.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
