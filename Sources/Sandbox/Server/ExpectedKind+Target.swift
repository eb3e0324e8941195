extension ExpectedKind {
  /// What a request to the target itself carries.
  init(_ target: Target) {
    self.init(
      apiVersion: target.resource.apiVersion(target.version.name),
      kind: target.resource.names.kind, isBuiltin: target.resource.definition == nil)
  }
}
