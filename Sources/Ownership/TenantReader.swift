import JSON
import KubernetesAPI

/// Reads the fields of a tenant, and keeps what is wrong with them.
struct TenantReader {
  let metadata: ObjectMeta
  let object: JSONValue
  private(set) var problems: [Problem] = []

  init(metadata: ObjectMeta, object: JSONValue) {
    self.metadata = metadata
    self.object = object
  }

  /// The namespaces of the status.
  mutating func namespaces() -> [String] {
    let status = members(of: object["status"], at: "status")
    return strings(status?["namespaces"], at: "status.namespaces")
  }

  /// The members of the spec; nil if it has none or is no object.
  mutating func spec() -> JSONObject? {
    members(of: object["spec"], at: "spec")
  }

  // MARK: Fields

  /// Keeps what is wrong with a field, once.
  mutating func report(_ field: String, _ reason: String) {
    let problem = Problem(tenant: metadata.name, field: field, reason: reason)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// The members of an object; nil if it is absent, null or of another type.
  mutating func members(of value: JSONValue?, at field: String) -> JSONObject? {
    switch value {
    case nil, .null: return nil
    case .object(let members): return members
    default:
      report(field, "is no object")
      return nil
    }
  }

  /// The elements of an array; none if it is absent, null or of another type.
  mutating func elements(of value: JSONValue?, at field: String) -> [JSONValue] {
    switch value {
    case nil, .null: return []
    case .array(let elements): return elements
    default:
      report(field, "is no array")
      return []
    }
  }

  /// The strings of an array; none if one of its elements is anything else.
  mutating func strings(_ value: JSONValue?, at field: String) -> [String] {
    let elements = elements(of: value, at: field)
    let strings = elements.compactMap(\.string)
    guard strings.count == elements.count else {
      report(field, "has an element that is no string")
      return []
    }
    return strings
  }

  /// The text of a string; empty if it is absent, null or of another type.
  mutating func text(_ value: JSONValue?, at field: String) -> String {
    switch value {
    case nil, .null: return ""
    case .string(let text): return text
    default:
      report(field, "is no string")
      return ""
    }
  }

  /// The text of each member; nil if one is anything else.
  mutating func texts(_ value: JSONValue?, at field: String) -> [String: String]? {
    guard value != nil, value != .null else { return [:] }
    guard let members = members(of: value, at: field) else { return nil }
    var texts: [String: String] = [:]
    for (key, value) in members {
      guard let text = value.string else {
        report("\(field).\(key)", "is no string")
        return nil
      }
      texts[key] = text
    }
    return texts
  }
}
