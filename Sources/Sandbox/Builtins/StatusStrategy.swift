import JSON

/// A resource whose status is written through a subresource of its own, and in no other way.
protocol StatusStrategy: Strategy {}

extension StatusStrategy {
  func prepareForCreate(_ object: inout JSONValue) { object["status"] = nil }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    object.separateStatus(from: old, subresource)
  }
}

extension JSONValue {
  /// Takes from `old` what an update may not touch: the status, or through the subresource
  /// `status` everything beside metadata and status.
  mutating func separateStatus(from old: JSONValue, _ subresource: String) {
    guard subresource == "status" else { return self["status"] = old["status"] }
    var whole = old
    whole["metadata"] = self["metadata"]
    whole["status"] = self["status"]
    self = whole
  }

  /// Sets what is not there.
  mutating func setDefault(_ path: [String], _ value: JSONValue) {
    if let present = self[at: path], !present.isNull { return }
    self[at: path] = value
  }

  /// Changes each element of the array at a path; nothing when there is none.
  mutating func changeItems(_ path: [String], _ change: (inout JSONValue) -> Void) {
    guard var items = self[at: path]?.array else { return }
    for place in items.indices { change(&items[place]) }
    self[at: path] = .array(items)
  }
}
