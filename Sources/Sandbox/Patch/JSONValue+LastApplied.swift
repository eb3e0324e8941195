import JSON

extension JSONValue {
  private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

  /// What kubectl has noted of the last configuration it has applied; nil when it has not.
  var lastApplied: String? {
    guard let text = self["metadata", "annotations", Self.annotation]?.string, !text.isEmpty
    else { return nil }
    return text
  }

  /// Notes a configuration where another one was noted (`lastappliedupdater.go`).
  mutating func renewLastApplied(_ configuration: JSONValue) {
    guard lastApplied != nil else { return }
    var noted = configuration
    if noted["metadata", "annotations"] != nil {
      noted[at: ["metadata", "annotations", Self.annotation]] = nil
    }
    let text = String(decoding: noted.sortedByNames.encoded(), as: UTF8.self) + "\n"
    self[at: ["metadata", "annotations", Self.annotation]] = .string(text)
    let annotations = self["metadata", "annotations"]?.object ?? [:]
    let size = annotations.reduce(0) { $0 + $1.key.utf8.count + ($1.value.string ?? "").utf8.count }
    // Too much to be noted: 256 KiB is what all annotations may have together.
    if size > 256 << 10 { self[at: ["metadata", "annotations", Self.annotation]] = nil }
  }

  /// With the members of all objects in order, as Go writes maps.
  var sortedByNames: JSONValue {
    switch self {
    case .array(let elements): return .array(elements.map(\.sortedByNames))
    case .object(let members):
      var sorted = JSONObject()
      for (key, value) in members.sorted(by: { $0.key.comesBefore($1.key) }) {
        sorted[key] = value.sortedByNames
      }
      return .object(sorted)
    default: return self
    }
  }
}
