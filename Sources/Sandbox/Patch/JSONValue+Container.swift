import JSON

// Objects and arrays as the operations of a JSON patch see them.

extension JSONValue {
  /// What is under a member's name, or an element's index.
  func step(_ key: String) -> JSONPointer.Reading {
    switch self {
    case .object(let members): return .found(members[key])
    case .array(let elements):
      guard let index = Self.index(key, count: elements.count), index < elements.count else {
        return .lost
      }
      return .found(elements[index])
    default: return .lost
    }
  }

  /// Sets a member, or inserts an element.
  mutating func add(_ value: JSONValue, at key: String) -> Bool {
    switch self {
    case .object: self[key] = value
    case .array(var elements):
      // Counted from the end, -1 is the place after the last element.
      let place = key == "-" ? elements.count : Self.index(key, count: elements.count + 1)
      guard let place, place <= elements.count else { return false }
      elements.insert(value, at: place)
      self = .array(elements)
    default: return false
    }
    return true
  }

  /// Removes what is there.
  mutating func remove(at key: String) -> Bool {
    guard case .found(_?) = step(key) else { return false }
    if case .array(var elements) = self, let index = Self.index(key, count: elements.count) {
      elements.remove(at: index)
      self = .array(elements)
    } else {
      self[key] = nil
    }
    return true
  }

  /// Sets a member, or an element that is there.
  mutating func replace(with value: JSONValue, at key: String) -> Bool {
    guard case .found = step(key) else { return false }
    if case .array(var elements) = self, let index = Self.index(key, count: elements.count) {
      elements[index] = value
      self = .array(elements)
    } else {
      self[key] = value
    }
    return true
  }

  /// An index as Go's `Atoi` reads it, from the end when it is below zero.
  private static func index(_ key: String, count: Int) -> Int? {
    guard let index = Int(key) else { return nil }
    if index >= 0 { return index }
    return index < -count ? nil : index + count
  }
}
