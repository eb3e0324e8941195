package import JSON

extension JSONValue {
  /// The JSON merge patch (RFC 7396) that makes another value of this one; an empty object if they are
  /// the same objects.
  package func mergePatch(to other: JSONValue) -> JSONValue {
    guard case .object(let mine) = self, case .object(let theirs) = other else { return other }
    var patch = JSONObject()
    for (name, _) in mine where theirs[name] == nil { patch[name] = .some(.null) }
    for (name, value) in theirs where mine[name] != value {
      patch[name] = mine[name]?.mergePatch(to: value) ?? value
    }
    return .object(patch)
  }
}
