import JSON

/// Reads the members of one JSON object as a Go struct would be filled.
///
/// An absent member and `null` are the zero value; a member of another type is an error.
struct Members {
  private let object: JSONObject
  private let path: String

  init(_ value: JSONValue, path: String) throws(FieldError) {
    guard let object = value.object else { throw FieldError(path: path, expected: "an object") }
    self.object = object
    self.path = path
  }

  private func member(_ key: String) -> JSONValue? {
    guard let value = object[key], value != .null else { return nil }
    return value
  }

  private func pathOf(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func optionalString(_ key: String) throws(FieldError) -> String? {
    guard let value = member(key) else { return nil }
    guard let text = value.string else {
      throw FieldError(path: pathOf(key), expected: "a string")
    }
    return text
  }

  func string(_ key: String) throws(FieldError) -> String {
    try optionalString(key) ?? ""
  }

  func bool(_ key: String) throws(FieldError) -> Bool {
    guard let value = member(key) else { return false }
    guard let truth = value.bool else { throw FieldError(path: pathOf(key), expected: "a Boolean") }
    return truth
  }

  func int(_ key: String) throws(FieldError) -> Int? {
    guard let value = member(key) else { return nil }
    guard let number = value.int else {
      throw FieldError(path: pathOf(key), expected: "an integer")
    }
    return number
  }

  func array(_ key: String) throws(FieldError) -> [JSONValue] {
    guard let value = member(key) else { return [] }
    guard let array = value.array else {
      throw FieldError(path: pathOf(key), expected: "an array")
    }
    return array
  }

  func strings(_ key: String) throws(FieldError) -> [String] {
    try Self.strings(try array(key), path: pathOf(key))
  }

  static func strings(_ values: [JSONValue], path: String) throws(FieldError) -> [String] {
    var strings: [String] = []
    strings.reserveCapacity(values.count)
    for value in values {
      guard let text = value.string else {
        throw FieldError(path: path, expected: "an array of strings")
      }
      strings.append(text)
    }
    return strings
  }

  /// The members of an object whose values are strings; `null` is the empty string, as in Go.
  func stringMap(_ key: String) throws(FieldError) -> [String: String] {
    guard let value = member(key) else { return [:] }
    let path = pathOf(key)
    guard let members = value.object else { throw FieldError(path: path, expected: "an object") }
    var map: [String: String] = [:]
    map.reserveCapacity(members.count)
    for (name, value) in members {
      guard value != .null else {
        map[name] = ""
        continue
      }
      guard let text = value.string else {
        throw FieldError(path: path, expected: "an object of strings")
      }
      map[name] = text
    }
    return map
  }

  func members(_ key: String) throws(FieldError) -> Members? {
    guard let value = member(key) else { return nil }
    return try Members(value, path: pathOf(key))
  }

  func arrayOfMembers(_ key: String) throws(FieldError) -> [Members] {
    var all: [Members] = []
    for value in try array(key) { all.append(try Members(value, path: pathOf(key))) }
    return all
  }

  func forEach(
    _ key: String, _ body: (String, JSONValue, String) throws(FieldError) -> Void
  ) throws(FieldError) {
    guard let value = member(key) else { return }
    guard let members = value.object else {
      throw FieldError(path: pathOf(key), expected: "an object")
    }
    for (name, value) in members { try body(name, value, pathOf(key)) }
  }
}
