import JSON

/// Events (`pkg/registry/core/event`, `ValidateEventCreate`).
struct EventStrategy: Strategy {
  /// Of core/v1 nothing but what a path needs: `legacyValidateEvent` does not look at the name.
  var nameRule: NameRule { .pathSegment }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    let about = object.text("involvedObject", "namespace")
    // What is in no namespace is told of in the default one.
    let isRight = about.isEmpty ? object.namespace == "default" : about == object.namespace
    guard !isRight else { return [] }
    return [
      .invalid("involvedObject.namespace", .string(about), "does not match event.namespace")
    ]
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    problems(creating: object)
  }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    switch name {
    case "involvedObject.kind", "involvedObject.namespace", "involvedObject.name",
      "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
      "involvedObject.fieldPath":
      object["involvedObject"]?.text(String(name.dropFirst("involvedObject.".count))) ?? ""
    case "reason", "type", "reportingComponent": object.text(name)
    case "source":
      object.text("source", "component").isEmpty
        ? object.text("reportingComponent") : object.text("source", "component")
    default: nil
    }
  }
}
