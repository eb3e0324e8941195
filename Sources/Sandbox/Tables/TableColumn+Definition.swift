import JSON

extension TableColumn {
  /// The column as `columnDefinitions` has it.
  var definition: JSONValue {
    [
      "name": .string(name), "type": .string(type), "format": .string(format),
      "description": .string(description), "priority": .int(priority),
    ]
  }
}
