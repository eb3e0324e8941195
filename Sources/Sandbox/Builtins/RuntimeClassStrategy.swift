import JSON

/// RuntimeClasses (`pkg/apis/node/validation`).
struct RuntimeClassStrategy: Strategy {
  func problems(creating object: JSONValue) -> [FieldProblem] {
    let handler = object.text("handler")
    guard !handler.isEmpty else { return [.required("handler")] }
    return NameSyntax.label(handler).map { .invalid("handler", .string(handler), $0) }
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    FieldProblem.changed(object, old, "handler")
  }
}
