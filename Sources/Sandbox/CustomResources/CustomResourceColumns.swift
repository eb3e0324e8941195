import JSON
import Wire

/// The columns of a custom resource (`registry/customresource/tableconvertor`).
enum CustomResourceColumns {
  /// The columns of `additionalPrinterColumns`, behind the name; the age when there are none.
  static func columns(_ definitions: [JSONValue]) -> [TableColumn] {
    let own = definitions.isEmpty ? [age] : definitions
    return [.name] + own.compactMap(column)
  }

  /// What the API server puts in when there are no columns.
  private static let age: JSONValue = [
    "name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp",
    "description": .string(TableColumn.age.description),
  ]

  private static func column(_ definition: JSONValue) -> TableColumn? {
    guard let name = definition["name"]?.string, let text = definition["jsonPath"]?.string else {
      return nil
    }
    let type = definition["type"]?.string ?? "string"
    let path = JSONPath(text)
    let description = definition["description"]?.string ?? ""
    return TableColumn(
      name: name, type: type, format: definition["format"]?.string ?? "",
      description: description.isEmpty
        ? "Custom resource definition column (in JSONPath format): \(text)" : description,
      priority: definition["priority"]?.int ?? 0,
      cell: { object, now in
        // Simple paths lead to one value; of several the API server takes the first too.
        guard let value = path?.values(in: object).first else { return .null }
        return cell(value, type: type, now: now)
      })
  }

  private static func cell(_ value: JSONValue, type: String, now: Int64) -> JSONValue {
    let number = GoNumber(value)
    switch (type, value) {
    case ("string", .null): return "<no value>"
    case ("string", .string): return value
    case ("string", .number):
      return .string(number.integer.map(String.init) ?? GoNumber.spelled(number.double))
    case ("string", .bool): return .string(value.description)
    case ("string", _): return .string(String(decoding: value.sorted.encodedAsGo(), as: UTF8.self))
    case ("integer", .number): return .int(number.integer ?? Int64(number.double))
    case ("number", .number): return value
    case ("boolean", .bool): return value
    case ("date", .string(let text)):
      guard let time = Timestamp(rfc3339: text) else { return "<invalid>" }
      return .string(HumanDuration.text(seconds: now - time.seconds))
    default: return .null
    }
  }
}
