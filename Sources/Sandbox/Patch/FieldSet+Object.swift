import JSON

extension FieldSet {
  /// Every field of an object, as somebody who applies it owns them (`ToFieldSet`).
  init(of object: JSONValue, schema: Schema) {
    self.init()
    add(object, schema, at: [])
  }

  private mutating func add(_ value: JSONValue, _ schema: Schema, at path: [PathElement]) {
    switch schema.ownership(of: value) {
    case .leaf: insert(path)
    case .members:
      let structure = schema.structure
      for (key, child) in value.object ?? [:] {
        let place = path + [.field(key)]
        add(child, schema.member(key), at: place)
        let isEmpty = child.isNull || child.object?.isEmpty ?? false
        if isEmpty || structure?[key] == nil { insert(place) }
      }
    case .elements(let keys):
      let elements = (value.array ?? []).map { (schema.pathElement(of: $0, keys: keys), $0) }
      var seen = FieldSet()
      var duplicates = FieldSet()
      for case (let element?, _) in elements {
        if seen.contains(element) { duplicates.insert([element]) }
        seen.insert([element])
      }
      for case (let element?, let child) in elements {
        let place = path + [element]
        insert(place)
        if !duplicates.contains(element) { add(child, schema.element, at: place) }
      }
    }
  }
}
