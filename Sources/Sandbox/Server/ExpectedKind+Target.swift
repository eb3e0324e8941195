extension ExpectedKind {
  /// What a request to the target itself carries.
  init(_ target: Target) {
    self.init(
      apiVersion: target.resource.apiVersion(target.version.name),
      kind: target.resource.names.kind, isBuiltin: target.resource.definition == nil)
  }

  /// The problems of a body in the order in which they are found: of custom objects the text is
  /// read before anything is known about fields.
  func ordered(_ problems: [String]) -> [String] {
    guard !isBuiltin else { return problems }
    let isRepeated: (String) -> Bool = { $0.hasPrefix("duplicate field") }
    return problems.filter(isRepeated) + problems.filter { !isRepeated($0) }
  }
}
