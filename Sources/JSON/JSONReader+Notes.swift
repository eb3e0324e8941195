extension JSONReader {
  /// Reads a value in which the last of two members of one name is the one that counts.
  @_lifetime(self: copy self)
  mutating func value(_ notes: inout MemberNotes) throws(JSONError) -> JSONValue {
    switch peek() {
    case UInt8(ascii: "{"): return .object(try object(&notes))
    case UInt8(ascii: "["): return .array(try array(&notes))
    default: return try value()
    }
  }

  @_lifetime(self: copy self)
  private mutating func object(_ notes: inout MemberNotes) throws(JSONError) -> JSONObject {
    var members = JSONObject()
    var isFirst = true
    try open(UInt8(ascii: "{"))
    while try next(&isFirst, before: UInt8(ascii: "}")) {
      let key = try string()
      try take(UInt8(ascii: ":"))
      notes.enter(key)
      notes.note(isDuplicate: members[key] != nil)
      members[key] = try value(&notes)
      notes.leave()
    }
    return members
  }

  @_lifetime(self: copy self)
  private mutating func array(_ notes: inout MemberNotes) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    var isFirst = true
    try open(UInt8(ascii: "["))
    while try next(&isFirst, before: UInt8(ascii: "]")) {
      notes.enter(elements.count)
      elements.append(try value(&notes))
      notes.leave()
    }
    return elements
  }
}
