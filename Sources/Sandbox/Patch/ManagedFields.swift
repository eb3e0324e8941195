import JSON
import KubernetesAPI

/// Who owns which fields of an object (`metadata.managedFields`).
struct ManagedFields: Sendable {
  /// What one manager owns by one operation.
  struct Entry: Sendable {
    let identity: Identity
    /// The version the fields are of.
    var apiVersion: String
    /// RFC 3339; nil when nothing is known.
    var time: String?
    var fields: FieldSet
  }

  /// What makes an entry another one (`BuildManagerIdentifier`).
  struct Identity: Sendable {
    var manager: String
    var operation: Operation
    /// Empty for what is applied: a manager applies in one version at a time.
    var apiVersion = ""
    var subresource = ""
  }

  /// How fields came to be owned.
  enum Operation: String, Sendable {
    case apply = "Apply"
    case update = "Update"
  }

  /// In the order of their identities' texts.
  private(set) var entries: [Entry] = []

  /// Whether nobody owns anything.
  var isEmpty: Bool { entries.isEmpty }

  /// The entry of a manager; setting nil removes it.
  subscript(identity: Identity) -> Entry? {
    get { entries.first { $0.identity == identity } }
    set {
      entries.removeAll { $0.identity == identity }
      guard let newValue else { return }
      let place = entries.firstIndex { identity.text.comesBefore($0.identity.text) }
      entries.insert(newValue, at: place ?? entries.endIndex)
    }
  }

  /// Changes what every manager owns, and forgets those who own nothing then.
  mutating func mapFields(_ body: (Entry) -> FieldSet) {
    for index in entries.indices { entries[index].fields = body(entries[index]) }
    entries.removeAll { $0.fields.isEmpty }
  }

  /// The fields nobody owns (`stripmeta.go`): every writer would have to.
  static let unowned = FieldSet(
    paths: [["apiVersion"], ["kind"], ["metadata"]]
      + [
        "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation",
        "managedFields", "resourceVersion",
      ].map { ["metadata", $0] })
}

extension ManagedFields.Identity: Equatable {
  /// The text that the API server keeps managers under, and sorts them by.
  var text: String {
    var json: JSONValue = [:]
    if !manager.isEmpty { json["manager"] = .string(manager) }
    json["operation"] = .string(operation.rawValue)
    if !apiVersion.isEmpty { json["apiVersion"] = .string(apiVersion) }
    if !subresource.isEmpty { json["subresource"] = .string(subresource) }
    return "\(json)"
  }

  static func == (one: Self, other: Self) -> Bool {
    one.operation == other.operation && one.manager.hasSameBytes(as: other.manager)
      && one.apiVersion.hasSameBytes(as: other.apiVersion)
      && one.subresource.hasSameBytes(as: other.subresource)
  }

  /// The identity of what a request does; a nameless manager is unknown (`buildmanagerinfo.go`).
  init(_ manager: String, _ operation: ManagedFields.Operation, _ version: String, _ part: String) {
    self.init(
      manager: manager.isEmpty ? "unknown" : manager, operation: operation,
      apiVersion: operation == .apply ? "" : version, subresource: part)
  }
}
