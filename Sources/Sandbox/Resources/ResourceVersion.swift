import JSON

/// One version of a resource.
struct ResourceVersion: Sendable {
  /// Such as `v1`.
  let name: String
  var isServed = true
  var isStorage = true
  /// The shape of a whole object, `apiVersion`, `kind` and `metadata` included.
  let schema: Schema
  /// The subresources, by name.
  var subresources: [Subresource] = []
  /// The columns of a Table.
  var columns: [TableColumn] = TableColumn.standard
  /// The validating schema of a custom resource, as its definition spells it; nil for a built-in one.
  var openAPISchema: JSONValue?
  /// Sent in a `Warning` header with every answer; nil for none.
  var deprecationWarning: String?
  /// Fields beside `metadata.name` and `metadata.namespace` that a field selector may name.
  var selectableFields: [String] = []

  func subresource(_ name: String) -> Subresource? { subresources.first { $0.name == name } }
}
