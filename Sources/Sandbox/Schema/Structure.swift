/// An object with known fields, in the order in which they are written.
struct Structure: Sendable {
  /// The fields, in the order of their declaration.
  let fields: [Field]
  /// Whether members that are no field are kept (`x-kubernetes-preserve-unknown-fields`).
  var keepsUnknown = false
  /// Whether server-side apply gives the object one owner (`x-kubernetes-map-type: atomic`).
  var isAtomic = false

  private let places: [String: Int]

  init(_ fields: [Field], keepsUnknown: Bool = false, isAtomic: Bool = false) {
    self.fields = fields
    self.keepsUnknown = keepsUnknown
    self.isAtomic = isAtomic
    places = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { one, _ in one })
  }

  /// The field of that name.
  subscript(name: String) -> Field? { places[name].map { fields[$0] } }

  /// Where in `fields` the field of that name is.
  func place(of name: String) -> Int? { places[name] }
}
