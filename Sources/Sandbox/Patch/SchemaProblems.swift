import JSON

/// What keeps an object from being read by its schema (`structured-merge-diff/typed/validate.go`).
struct SchemaProblems {
  private var problems: [String] = []
  private let allowsDuplicates: Bool

  /// What is stored may repeat elements of lists that are told apart; what is applied may not.
  init(of object: JSONValue, schema: Schema, allowsDuplicates: Bool = false) {
    self.allowsDuplicates = allowsDuplicates
    check(object, schema, at: [])
  }

  /// All problems in one text; nil when there are none.
  var message: String? {
    switch problems.count {
    case 0: nil
    case 1: problems[0]
    default: (["errors:"] + problems.map { "  " + $0 }).joined(separator: "\n")
    }
  }

  private mutating func add(_ problem: String, at path: [PathElement]) {
    problems.append(path.isEmpty ? problem : "\(path.text): \(problem)")
  }

  private mutating func check(_ value: JSONValue, _ schema: Schema, at path: [PathElement]) {
    guard !value.isNull else { return }
    switch schema {
    case .any, .scalar(.json): break
    // The schema of the API says nothing about what is one of two things.
    case .message(let name) where Alternative(message: name) != nil: break
    case .scalar(let scalar):
      if let problem = scalar.problem(with: value) { add(problem, at: path) }
    case .list(let element, let kind): checkList(value, schema, element, kind, at: path)
    case .map(let element, _):
      guard let members = value.object else {
        return add("expected map, got &{\(value.goText)}", at: path)
      }
      for (key, child) in members { check(child, element, at: path + [.field(key)]) }
    case .object, .message: checkFields(value, schema, at: path)
    }
  }

  private mutating func checkFields(
    _ value: JSONValue, _ schema: Schema, at path: [PathElement]
  ) {
    guard let members = value.object else {
      return add("expected map, got &{\(value.goText)}", at: path)
    }
    for (key, child) in members {
      let place = path + [.field(key)]
      if schema.structure?[key] == nil, !schema.allowsUndeclared {
        return add("field not declared in schema", at: place)
      }
      check(child, schema.member(key), at: place)
    }
  }

  private mutating func checkList(
    _ value: JSONValue, _ schema: Schema, _ element: Schema, _ kind: ListKind,
    at path: [PathElement]
  ) {
    guard let elements = value.array else {
      return add("expected list, got &{\(value.goText)}", at: path)
    }
    let keys: [String]? =
      switch kind.apply {
      case .atomic: nil
      case .set: []
      case .map(let keys): keys
      }
    var seen = FieldSet()
    for (index, child) in elements.enumerated() {
      var place = PathElement.index(index)
      if let keys {
        guard let known = schema.pathElement(of: child, keys: keys) else {
          return add("element \(index): \(Self.complaint(child, keys))", at: path)
        }
        place = known
        if seen.contains(place), !allowsDuplicates {
          add("duplicate entries for key \(place.text)", at: path)
        }
        seen.insert([place])
      }
      check(child, element, at: path + [place])
    }
  }

  /// Why an element cannot be told apart.
  private static func complaint(_ value: JSONValue, _ keys: [String]) -> String {
    switch (keys.isEmpty, value) {
    case (true, .object): "associative list without keys has an element that's a map type"
    case (true, .array): "not supported: associative list with lists as elements"
    case (true, _): "associative list without keys has an element that's an explicit null"
    case (false, .null): "associative list with keys may not have a null element"
    case (false, .object):
      "associative list with keys has an element that omits all key fields ["
        + keys.map { "\(JSONValue.string($0))" }.joined(separator: " ")
        + "] (and doesn't have default values for any key fields)"
    case (false, _): "associative list with keys may not have non-map elements"
    }
  }
}

extension Scalar {
  /// Why a value is none of these; nil when it is one.
  fileprivate func problem(with value: JSONValue) -> String? {
    switch (self, value) {
    case (.int32, .number), (.int64, .number), (.double, .number), (.bool, .bool): nil
    case (.string, .string), (.bytes, .string): nil
    case (.int32, _), (.int64, _), (.double, _):
      "expected numeric (int or float), got \(value.goType)"
    case (.string, _), (.bytes, _):
      "expected string, got &value.valueUnstructured{Value:\(value.goSyntax)}"
    case (.bool, _): "expected boolean, got &{\(value.goText)}"
    // Times and quantities have a format, and any scalar will do.
    case (_, .array), (_, .object): "expected any scalar, got &{\(value.goText)}"
    default: nil
    }
  }
}
