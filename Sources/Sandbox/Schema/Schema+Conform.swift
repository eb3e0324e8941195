import JSON

extension Schema {
  /// Reads a value as Go reads JSON into the type, and writes it as Go writes it.
  ///
  /// The rules are those of `sigs.k8s.io/json`: names are told apart by case, `null` is the same as
  /// absent, and what is no field is reported and dropped.
  ///
  /// - Throws: what Go says of a value of the wrong type.
  func conform(_ value: JSONValue) throws(ConformError) -> Conformed {
    var conformer = Conformer()
    let value = try conformer.conform(value, to: self, goType: "")
    if let problem = conformer.problem { throw problem }
    return Conformed(value: value, unknown: conformer.unknown)
  }
}
