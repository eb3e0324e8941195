/// A member name that decides where items are and whose they are.
enum ListKey: UInt8, CaseIterable {
  case items, rows, metadata, object, name, uid, labels

  /// The key that these bytes spell, nil when they spell another.
  init?(_ bytes: Span<UInt8>) {
    let key: ListKey
    switch (bytes.count, bytes.isEmpty ? 0 : bytes[0]) {
    case (3, UInt8(ascii: "u")): key = .uid
    case (4, UInt8(ascii: "n")): key = .name
    case (4, UInt8(ascii: "r")): key = .rows
    case (5, UInt8(ascii: "i")): key = .items
    case (6, UInt8(ascii: "l")): key = .labels
    case (6, UInt8(ascii: "o")): key = .object
    case (8, UInt8(ascii: "m")): key = .metadata
    default: return nil
    }
    guard bytes.spells(key.word) else { return nil }
    self = key
  }

  /// The name as it is written.
  private var word: StaticString {
    switch self {
    case .items: "items"
    case .rows: "rows"
    case .metadata: "metadata"
    case .object: "object"
    case .name: "name"
    case .uid: "uid"
    case .labels: "labels"
    }
  }
}

/// Which keys were met in an object.
struct ListKeys {
  private var bits: UInt8 = 0

  /// Notes a key; answers false when it was met before.
  mutating func insert(_ key: ListKey) -> Bool {
    let bit: UInt8 = 1 << key.rawValue
    defer { bits |= bit }
    return bits & bit == 0
  }
}
