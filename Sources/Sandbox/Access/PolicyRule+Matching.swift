import KubernetesAPI

// The rules of `pkg/apis/rbac/v1/evaluation_helpers.go`; texts are compared by their bytes.

extension PolicyRule {
  /// Whether the rule allows it.
  func allows(_ attributes: AccessAttributes) -> Bool {
    guard verbs.hasExactly("*") || verbs.hasExactly(attributes.verb) else { return false }
    if let path = attributes.path { return nonResourceURLs.contains { Self.url($0, covers: path) } }
    return (apiGroups.hasExactly("*") || apiGroups.hasExactly(attributes.group))
      && allowsResource(attributes.resource, attributes.subresource)
      && (resourceNames.isEmpty || resourceNames.hasExactly(attributes.name))
  }

  /// Whether one of the rule's resources is this one, `*`, or `*/subresource`.
  private func allowsResource(_ resource: String, _ subresource: String) -> Bool {
    if resources.hasExactly("*") { return true }
    guard !subresource.isEmpty else { return resources.hasExactly(resource) }
    return resources.hasExactly("\(resource)/\(subresource)")
      || resources.hasExactly("*/\(subresource)")
  }

  /// Whether a URL of a rule is the path, or ends with `*` and begins it.
  static func url(_ url: String, covers path: String) -> Bool {
    if url.hasSameBytes(as: path) { return true }
    guard url.utf8.last == UInt8(ascii: "*") else { return false }
    var prefix = url.utf8[...]
    while prefix.last == UInt8(ascii: "*") { prefix.removeLast() }
    return path.utf8.starts(with: prefix)
  }
}

extension [String] {
  /// Whether one of the texts has exactly these bytes.
  func hasExactly(_ text: String) -> Bool { contains { $0.hasSameBytes(as: text) } }
}
