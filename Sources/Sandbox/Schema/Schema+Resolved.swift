extension Schema {
  /// The same schema, with the structure in the place of a name of the built-in table.
  var resolved: Schema {
    guard case .message(let name) = self, let structure = SchemaTable.structure(name) else {
      return self
    }
    return .object(structure)
  }
}
