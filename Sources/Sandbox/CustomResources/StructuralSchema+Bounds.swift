import JSON

extension StructuralSchema {
  /// The limits of a value, where there are any.
  struct Bounds: Sendable {
    let minimum: Double?
    let maximum: Double?
    let excludesMinimum: Bool
    let excludesMaximum: Bool
    let multipleOf: Double?
    let minLength: Int?
    let maxLength: Int?
    let pattern: String?
    let minItems: Int?
    let maxItems: Int?
    let hasUniqueItems: Bool
    let minProperties: Int?
    let maxProperties: Int?

    init(_ schema: JSONValue) {
      minimum = schema["minimum"]?.double
      maximum = schema["maximum"]?.double
      excludesMinimum = schema["exclusiveMinimum"]?.bool ?? false
      excludesMaximum = schema["exclusiveMaximum"]?.bool ?? false
      multipleOf = schema["multipleOf"]?.double
      minLength = schema["minLength"]?.int
      maxLength = schema["maxLength"]?.int
      pattern = schema["pattern"]?.string.flatMap { $0.isEmpty ? nil : $0 }
      minItems = schema["minItems"]?.int
      maxItems = schema["maxItems"]?.int
      hasUniqueItems = schema["uniqueItems"]?.bool ?? false
      minProperties = schema["minProperties"]?.int
      maxProperties = schema["maxProperties"]?.int
    }
  }

  /// Schemas of which all, any, one or none have to hold.
  struct Composition: Sendable {
    let allOf: [StructuralSchema]
    let anyOf: [StructuralSchema]
    let oneOf: [StructuralSchema]
    let not: StructuralSchema?

    init(_ schema: JSONValue) {
      allOf = schema["allOf"]?.array?.map(StructuralSchema.init) ?? []
      anyOf = schema["anyOf"]?.array?.map(StructuralSchema.init) ?? []
      oneOf = schema["oneOf"]?.array?.map(StructuralSchema.init) ?? []
      not = schema["not"].map(StructuralSchema.init)
    }
  }
}
