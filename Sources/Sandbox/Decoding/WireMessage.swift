/// A structure as protobuf has it: fields by number, inlined Go types as messages of their own.
final class WireMessage: Sendable {
  /// One field of the message.
  struct Field: Sendable {
    /// What is in the field.
    enum Content: Sendable {
      /// The field of the structure at that place.
      case field(place: Int)
      /// Fields of the structure that JSON has inlined.
      case inlined(WireMessage)
    }

    let number: Int
    let content: Content
  }

  /// The structure that has all the fields, those of the inlined messages too.
  let structure: Structure
  /// The fields in the order in which they are written: by number.
  let fields: [Field]
  private let places: [Int: Int]

  /// The message of a structure of the built-in table.
  static func named(_ name: String) -> WireMessage? { all[name] }

  private static let all: [String: WireMessage] = {
    var all: [String: WireMessage] = [:]
    for name in SchemaTable.names {
      all[name] = SchemaTable.structure(name).map { WireMessage($0, depth: 0, under: []) }
    }
    return all
  }()

  /// The field of that number.
  subscript(number: Int) -> Field? { places[number].map { fields[$0] } }

  private init(_ structure: Structure, depth: Int, under path: [Inlined]) {
    self.structure = structure
    var fields: [Field] = []
    var seen: Set<Inlined> = []
    for (place, field) in structure.fields.enumerated()
    where field.number > 0 && field.inlined.starts(with: path) {
      guard field.inlined.count > depth else {
        fields.append(Field(number: field.number, content: .field(place: place)))
        continue
      }
      let inlined = field.inlined[depth]
      guard seen.insert(inlined).inserted else { continue }
      let message = WireMessage(structure, depth: depth + 1, under: path + [inlined])
      fields.append(Field(number: inlined.number, content: .inlined(message)))
    }
    self.fields = fields.sorted { $0.number < $1.number }
    places = Dictionary(
      self.fields.enumerated().map { ($0.element.number, $0.offset) },
      uniquingKeysWith: { one, _ in one })
  }
}
