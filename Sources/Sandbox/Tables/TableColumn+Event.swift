import JSON

extension TableColumn {
  /// Events.
  static let event: [TableColumn] = [
    TableColumn(name: "Last Seen") { event, now in
      if let series = event["series"], !series.isNull {
        return .string(age(of: series["lastObservedTime"], now))
      }
      return .string(
        age(of: event["lastTimestamp"]?.string.map { .string($0) } ?? first(event), now))
    },
    text("Type") { $0.text("type") }, text("Reason") { $0.text("reason") },
    text("Object") { event in
      let kind = event.text("involvedObject", "kind").lowercased()
      let name = event.text("involvedObject", "name")
      return name.isEmpty ? kind : "\(kind)/\(name)"
    },
    text("Subobject", priority: 1) { $0.text("involvedObject", "fieldPath") },
    text("Source", priority: 1) { event in
      let component = nonEmpty(event.text("source", "component"), event.text("reportingComponent"))
      let place = nonEmpty(event.text("source", "host"), event.text("reportingInstance"))
      return place.isEmpty ? component : "\(component), \(place)"
    },
    text("Message") { trimmed($0.text("message")) },
    TableColumn(name: "First Seen", priority: 1) { .string(age(of: first($0), $1)) },
    integer("Count", type: "string", priority: 1) { event in
      if let series = event["series"], !series.isNull { return series.integer("count") }
      return max(event.integer("count"), 1)
    },
    text("Name", format: "name", nameDescription, priority: 1) { $0.name },
  ]

  private static func first(_ event: JSONValue) -> JSONValue? {
    event["firstTimestamp"]?.string == nil ? event["eventTime"] : event["firstTimestamp"]
  }

  private static func nonEmpty(_ one: String, _ other: String) -> String {
    one.isEmpty ? other : one
  }

  private static func trimmed(_ text: String) -> String {
    let rest = text.drop(while: \.isWhitespace)
    guard let end = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...end])
  }
}
