import JSON
import Wire

extension TableColumn {
  /// Name and time of creation: the columns of a resource that has none of its own
  /// (`apiserver/pkg/registry/rest/table.go`).
  static let standard: [TableColumn] = [
    name,
    TableColumn(name: "Created At", type: "date", description: creationDescription) { object, _ in
      object["metadata", "creationTimestamp"] ?? .string("0001-01-01T00:00:00Z")
    },
  ]

  /// The name of an object, in the words of its documentation.
  static let name = text("Name", format: "name", nameDescription) { $0.name }

  /// How old an object is.
  static let age = TableColumn(name: "Age", description: creationDescription) { object, now in
    .string(age(of: object["metadata", "creationTimestamp"], now))
  }

  /// A column of text.
  static func text(
    _ name: String, format: String = "", _ description: String = "", priority: Int = 0,
    _ cell: @escaping @Sendable (JSONValue) -> String
  ) -> TableColumn {
    TableColumn(name: name, format: format, description: description, priority: priority) {
      object, _ in .string(cell(object))
    }
  }

  /// A column of integers.
  static func integer(
    _ name: String, type: String = "integer", _ description: String = "", priority: Int = 0,
    _ cell: @escaping @Sendable (JSONValue) -> Int
  ) -> TableColumn {
    TableColumn(name: name, type: type, description: description, priority: priority) {
      object, _ in .int(cell(object))
    }
  }

  /// How long ago a moment was; `<unknown>` for none.
  static func age(of moment: JSONValue?, _ now: Int64) -> String {
    guard let text = moment?.string, let time = Timestamp(rfc3339: text) else {
      return "<unknown>"
    }
    return HumanDuration.text(seconds: now - time.seconds)
  }

  /// What the API's documentation says of `metadata.name`.
  static let nameDescription =
    "Name must be unique within a namespace. Is required when creating resources, although some "
    + "resources may allow a client to request the generation of an appropriate name "
    + "automatically. Name is primarily intended for creation idempotence and configuration "
    + "definition. Cannot be updated. More info: "
    + "https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names"

  /// What the API's documentation says of `metadata.creationTimestamp`.
  static let creationDescription =
    "CreationTimestamp is a timestamp representing the server time when this object was created. "
    + "It is not guaranteed to be set in happens-before order across separate operations. "
    + "Clients may not set this value. It is represented in RFC3339 form and is in UTC."
    + "\n\nPopulated by the system. Read-only. Null for lists. More info: "
    + "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata"
}

extension JSONValue {
  /// The text at a path; empty for none.
  func text(_ path: String...) -> String { self[at: path]?.string ?? "" }

  /// The integer at a path; 0 for none.
  func integer(_ path: String...) -> Int { self[at: path]?.int ?? 0 }

  /// The elements of the array at a path; none for none.
  func items(_ path: String...) -> [JSONValue] { self[at: path]?.array ?? [] }

  /// The number of members of the object at a path.
  func count(_ path: String...) -> Int { self[at: path]?.object?.count ?? 0 }
}
