import JSON

/// One step of the way to a field (`structured-merge-diff/fieldpath`).
enum PathElement: Sendable, Comparable {
  /// A member of an object.
  case field(String)
  /// The element of a list that has these members, sorted by their names.
  case key([KeyField])
  /// The element of a set.
  case value(JSONValue)
  /// The element of a list by its place.
  case index(Int)

  /// One member by which elements are told apart.
  struct KeyField: Sendable {
    let name: String
    let value: JSONValue
  }

  static func == (one: PathElement, other: PathElement) -> Bool { order(one, other) == 0 }
  static func < (one: PathElement, other: PathElement) -> Bool { order(one, other) < 0 }

  /// Below zero when the first comes before the second: fields, keys, values, indices.
  private static func order(_ one: PathElement, _ other: PathElement) -> Int {
    switch (one, other) {
    case (.field(let one), .field(let other)): order(one, other)
    case (.key(let one), .key(let other)): order(one, other)
    case (.value(let one), .value(let other)): order(one, other)
    case (.index(let one), .index(let other)): order(one, other)
    default: order(one.rank, other.rank)
    }
  }

  private var rank: Int {
    switch self {
    case .field: 0
    case .key: 1
    case .value: 2
    case .index: 3
    }
  }

  private static func order(_ one: [KeyField], _ other: [KeyField]) -> Int {
    for (one, other) in zip(one, other) {
      let names = order(one.name, other.name)
      if names != 0 { return names }
      let values = order(one.value, other.value)
      if values != 0 { return values }
    }
    return order(one.count, other.count)
  }

  private static func order(_ one: String, _ other: String) -> Int {
    one.comesBefore(other) ? -1 : other.comesBefore(one) ? 1 : 0
  }

  private static func order<Number: Comparable>(_ one: Number, _ other: Number) -> Int {
    one < other ? -1 : other < one ? 1 : 0
  }

  /// The order of values of whatever kinds: numbers, text, truth, lists, objects, null.
  static func order(_ one: JSONValue, _ other: JSONValue) -> Int {
    switch (one, other) {
    case (.number, .number):
      if let one = one.int, let other = other.int { return order(one, other) }
      return order(one.double ?? 0, other.double ?? 0)
    case (.string(let one), .string(let other)): return order(one, other)
    case (.bool(let one), .bool(let other)): return order(one ? 1 : 0, other ? 1 : 0)
    case (.null, .null): return 0
    case (.array, .array), (.object, .object): return order("\(one)", "\(other)")
    default: return order(rank(one), rank(other))
    }
  }

  private static func rank(_ value: JSONValue) -> Int {
    switch value {
    case .number: 0
    case .string: 1
    case .bool: 2
    case .array: 3
    case .object: 4
    case .null: 5
    }
  }
}
