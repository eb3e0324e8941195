import JSON

extension JSONValue {
  /// The labels of an object.
  var labels: [String: String] {
    var labels: [String: String] = [:]
    for (key, value) in self["metadata"]?["labels"]?.object ?? [:] {
      labels[key] = value.string ?? ""
    }
    return labels
  }

  /// `metadata.name`; empty when there is none.
  var name: String { self["metadata"]?["name"]?.string ?? "" }

  /// `metadata.namespace`; empty when there is none.
  var namespace: String { self["metadata"]?["namespace"]?.string ?? "" }

  /// The value at a path of member names; nil when there is none.
  ///
  /// Setting makes the objects on the way.
  subscript(at path: [String]) -> JSONValue? {
    get {
      var value = self
      for key in path {
        guard let next = value[key] else { return nil }
        value = next
      }
      return value
    }
    set {
      guard let key = path.first else { return self = newValue ?? .null }
      if path.count == 1 { return self[key] = newValue }
      var child = self[key] ?? .object([:])
      child[at: Array(path.dropFirst())] = newValue
      self[key] = child
    }
  }
}
