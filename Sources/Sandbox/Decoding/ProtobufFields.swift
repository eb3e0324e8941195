import JSON
import KubernetesAPI

/// The fields of one message while it is read.
struct ProtobufFields {
  private let structure: Structure
  private var values: [JSONValue?]
  private var lists: [Int: [JSONValue]] = [:]
  private var maps: [Int: [JSONObject.Element]] = [:]

  init(_ structure: Structure) {
    self.structure = structure
    values = Array(repeating: nil, count: structure.fields.count)
  }

  /// The object that Go would write.
  func object() -> JSONObject {
    var values = values
    for (place, elements) in lists { values[place] = .array(elements) }
    for (place, members) in maps { values[place] = .object(JSONObject(sorting: members)) }
    return structure.written(values)
  }

  mutating func read(
    _ reader: consuming ProtobufReader, as message: WireMessage
  ) throws(ProtobufError) {
    while let (number, type) = try reader.next() {
      switch message[number]?.content {
      case nil: try reader.skip(type)
      case .inlined(let inner)?:
        try expect(.bytes, type)
        try read(try reader.message(), as: inner)
      case .field(let place)?:
        try read(structure.fields[place].schema, type, from: &reader, to: place)
      }
    }
  }

  @_lifetime(reader: copy reader)
  private mutating func read(
    _ schema: Schema, _ type: WireType, from reader: inout ProtobufReader, to place: Int
  ) throws(ProtobufError) {
    switch schema {
    case .list(let element, _):
      guard case .scalar(let scalar) = element, scalar.wireType != .bytes, type == .bytes else {
        lists[place, default: []].append(try reader.value(element, type))
        return
      }
      var packed = try reader.message()
      while !packed.isAtEnd {
        lists[place, default: []].append(try packed.value(element, scalar.wireType))
      }
    case .map(let element, _):
      try expect(.bytes, type)
      var entry = try reader.message()
      maps[place, default: []].append(try entry.entry(element))
    case .any, .scalar, .object, .message:
      let value = try reader.value(schema, type)
      values[place] = value.isNull ? .none : value
    }
  }

  private func expect(_ wanted: WireType, _ type: WireType) throws(ProtobufError) {
    guard wanted == type else { throw .wrong(type) }
  }
}
