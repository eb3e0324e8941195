import JSON

/// Finds the kind of an object (`SimpleMetaFactory.Interpret`, `gvkWithDefaults`).
enum BodyKind {
  /// What the object says it is, or what is expected where it says nothing.
  static func of(
    _ object: JSONValue, _ expected: ExpectedKind?
  ) throws(BodyProblem) -> (kind: String, apiVersion: String) {
    guard object.object != nil || object.isNull else {
      throw problem(
        "cannot unmarshal \(object.goName) into Go value of type struct { APIVersion string "
          + #""json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }"#)
    }
    var apiVersion = try text("apiVersion", of: object)
    var kind = try text("kind", of: object)
    guard apiVersion.utf8.count(where: { $0 == UInt8(ascii: "/") }) < 2 else {
      throw .unreadable("unexpected GroupVersion string: \(apiVersion)")
    }
    let isAssumed = apiVersion.isEmpty && (expected?.isBuiltin ?? true)
    if isAssumed || apiVersion == "/" { apiVersion = expected?.apiVersion ?? "" }
    if apiVersion.hasPrefix("/") { apiVersion.removeFirst() }
    // Nothing is assumed of custom objects (`serializer/json`, `Decode`).
    if kind.isEmpty, expected?.isBuiltin ?? true { kind = expected?.kind ?? "" }
    return (kind, apiVersion)
  }

  private static func text(_ name: String, of object: JSONValue) throws(BodyProblem) -> String {
    guard let value = object[name], !value.isNull else { return "" }
    guard let text = value.string else {
      throw problem(
        "cannot unmarshal \(value.goName) into Go struct field .\(name) of type string")
    }
    return text
  }

  private static func problem(_ text: String) -> BodyProblem {
    .unreadable("couldn't get version/kind; json parse error: json: \(text)")
  }
}
