import JSON

/// Brings one value into the shape of a schema.
struct Conformer {
  /// One step of the path of an unknown field.
  private enum Step {
    case name(String)
    case index(Int)
  }

  /// The paths of the unknown fields so far, each once, and no more than Go remembers.
  private(set) var unknown: [String] = []
  /// The first value of a wrong type.
  private(set) var problem: ConformError?
  private var path: [Step] = []
  /// The fields on the way to the present value, as an error names them: without indices and keys.
  private var fields: [String] = []
  /// The Go type that has the last of `fields`.
  private var owner = ""

  /// The value as Go writes it after reading it.
  ///
  /// A value of a wrong type is remembered and taken for zero, for something worse may follow.
  ///
  /// - Parameter goType: the Go type's name where the schema does not tell it.
  mutating func conform(
    _ value: JSONValue, to schema: Schema, goType: Substring
  ) throws(ConformError) -> JSONValue {
    guard !value.isNull else { return schema.goZero }
    switch schema {
    case .any: return value
    case .scalar(let scalar):
      do throws(ScalarProblem) {
        return try scalar.conform(value)
      } catch {
        switch error {
        case .mismatch(let found): return save(mismatch(found, schema, goType), schema)
        case .mismatchOf(let type, let found): throw mismatch(found, type)
        case .corrupt(let message): return save(ConformError(message: message), schema)
        case .other(let message): throw ConformError(message: message)
        }
      }
    case .list(let element, _):
      guard let elements = value.array else {
        return save(mismatch(value.goName, schema, goType), schema)
      }
      let goType = goType.hasPrefix("[]") ? goType.dropFirst(2) : ""
      return .array(try list(elements, of: element, goType))
    case .map(let element, _):
      guard let members = value.object else {
        return save(mismatch(value.goName, schema, goType), schema)
      }
      let goType = goType.hasPrefix("map[string]") ? goType.dropFirst(11) : ""
      return .object(try map(members, of: element, goType))
    case .object(let structure):
      guard let members = value.object else {
        return save(mismatch(value.goName, schema, goType), schema)
      }
      return .object(try object(members, structure, name: ""))
    case .message(let name):
      if let alternative = Alternative(message: name) {
        return try self.alternative(value, alternative, name)
      }
      guard let members = value.object else {
        return save(mismatch(value.goName, schema, goType), schema)
      }
      guard let structure = SchemaTable.structure(name) else { return value }
      return .object(try object(members, structure, name: name))
    }
  }

  /// Go reads these by themselves and not strictly, so nothing unknown in them is reported.
  private mutating func alternative(
    _ value: JSONValue, _ alternative: Alternative, _ name: String
  ) throws(ConformError) -> JSONValue {
    guard let fields = alternative.fields(of: value), let structure = SchemaTable.structure(name)
    else { throw ConformError(message: "boolean or JSON schema expected") }
    let reported = unknown.count
    let result = try object(fields, structure, name: name)
    unknown.removeLast(unknown.count - reported)
    return alternative.value(of: result)
  }

  private mutating func list(
    _ elements: [JSONValue], of schema: Schema, _ goType: Substring
  ) throws(ConformError) -> [JSONValue] {
    var result: [JSONValue] = []
    result.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      path.append(.index(index))
      result.append(try conform(element, to: schema, goType: goType))
      path.removeLast()
    }
    return result
  }

  private mutating func map(
    _ members: JSONObject, of schema: Schema, _ goType: Substring
  ) throws(ConformError) -> JSONObject {
    var result: [JSONObject.Element] = []
    result.reserveCapacity(members.count)
    for (key, value) in members {
      path.append(.name(key))
      result.append((key, try conform(value, to: schema, goType: goType)))
      path.removeLast()
    }
    return JSONObject(sorting: result)
  }

  private mutating func object(
    _ members: JSONObject, _ structure: Structure, name: String
  ) throws(ConformError) -> JSONObject {
    var values = [JSONValue?](repeating: nil, count: structure.fields.count)
    var kept: [JSONObject.Element] = []
    let (fieldsBefore, ownerBefore) = (fields.count, owner)
    for (key, value) in members {
      guard let place = structure.place(of: key) else {
        if structure.keepsUnknown { kept.append((key, value)) } else { report(key) }
        continue
      }
      let field = structure.fields[place]
      guard !value.isNull else { continue }
      path.append(.name(key))
      for inlined in field.inlined { fields.append(inlined.name) }
      fields.append(key)
      owner = name
      values[place] = try conform(value, to: field.schema, goType: field.goType[...])
      path.removeLast()
      fields.removeLast(fields.count - fieldsBefore)
      owner = ownerBefore
    }
    var object = structure.written(values)
    for (key, value) in kept { object[key] = value }
    return object
  }

  private mutating func report(_ key: String) {
    guard unknown.count < 100 else { return }
    var text = ""
    for step in path + [.name(key)] {
      switch step {
      case .name(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
    unknown.append(text)
  }

  private mutating func save(_ error: ConformError, _ schema: Schema) -> JSONValue {
    if problem == nil { problem = error }
    return schema.goZero
  }

  private func mismatch(_ found: String, _ schema: Schema, _ goType: Substring) -> ConformError {
    mismatch(found, goType.isEmpty ? schema.goType : String(goType))
  }

  /// `UnmarshalTypeError` of Go's `encoding/json`.
  private func mismatch(_ found: String, _ type: String) -> ConformError {
    let name = owner.split(separator: ".").last ?? ""
    let target =
      fields.isEmpty ? "value" : "struct field \(name).\(fields.joined(separator: "."))"
    return ConformError(
      message: "json: cannot unmarshal \(found) into Go \(target) of type \(type)")
  }
}
