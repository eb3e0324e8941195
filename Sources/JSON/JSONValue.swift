/// A JSON value (RFC 8259).
///
/// Numbers keep their spelling, so what is read and written again loses nothing.
package enum JSONValue: Sendable {
  /// The literal `null`.
  case null

  /// `true` or `false`.
  case bool(Bool)

  /// A number as it is spelled; two spellings of one number are not equal.
  case number(String)

  /// Text, with its escapes resolved.
  case string(String)

  /// Values in order.
  case array([JSONValue])

  /// Named values.
  case object(JSONObject)
}

extension JSONValue {
  /// The text of a string, nil for anything else.
  package var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The integer a number spells without point or exponent, nil for anything else.
  package var int: Int? {
    guard case .number(let spelling) = self else { return nil }
    return Int(spelling)
  }

  /// The nearest binary value of a number, nil for anything else.
  package var double: Double? {
    guard case .number(let spelling) = self else { return nil }
    return Double(spelling)
  }

  /// The truth of a boolean, nil for anything else.
  package var bool: Bool? {
    guard case .bool(let truth) = self else { return nil }
    return truth
  }

  /// The elements of an array, nil for anything else.
  package var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  /// The members of an object, nil for anything else.
  package var object: JSONObject? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// Whether this is `null`.
  package var isNull: Bool { self == .null }

  /// The member of that name, nil when there is none or this is not an object.
  ///
  /// Setting a member makes an object of what was none; setting nil removes the member, and
  /// leaves what is not an object alone.
  package subscript(key: String) -> JSONValue? {
    get { object?[key] }
    set {
      guard case .object(var members) = self else {
        if let newValue { self = .object([key: newValue]) }
        return
      }
      self = .null  // The members have one owner now, and change in place.
      members[key] = newValue
      self = .object(members)
    }
  }

  /// The value at the end of a path of member names, nil when a step leads nowhere.
  package subscript(path: String...) -> JSONValue? {
    var value = self
    for key in path {
      guard let next = value.object?[key] else { return nil }
      value = next
    }
    return value
  }

  /// The element at an index, nil when it is out of bounds or this is not an array.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONValue: Equatable {
  /// Whether two values are the same: text by its code points, numbers by their spelling.
  package static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.string(let one), .string(let other)): ExactText(one) == ExactText(other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }
}
