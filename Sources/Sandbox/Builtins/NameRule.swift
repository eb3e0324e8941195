/// What the name of an object must look like (`apimachinery/pkg/api/validation/generic.go`).
enum NameRule: Sendable {
  /// RFC 1123 subdomain, as for most resources.
  case subdomain
  /// RFC 1123 label, as for namespaces.
  case label
  /// RFC 1035 label.
  case oldLabel
  /// Anything that can stand in a path, as for roles.
  case pathSegment

  /// What is wrong with a name.
  func problems(_ name: String) -> [String] {
    switch self {
    case .subdomain: NameSyntax.subdomain(name)
    case .label: NameSyntax.label(name)
    case .oldLabel: NameSyntax.oldLabel(name)
    case .pathSegment:
      name == "." || name == ".." ? ["may not be '\(name)'"] : NameSyntax.pathSegment(name)
    }
  }

  /// What is wrong with the beginning of a name: a dash at its end is no mistake.
  func problems(prefix: String) -> [String] {
    if case .pathSegment = self { return NameSyntax.pathSegment(prefix) }
    // As `maskTrailingDash` does: the last two characters become one letter.
    guard prefix.utf8.count > 1, prefix.hasSuffix("-") else { return problems(prefix) }
    return problems(String(prefix.dropLast(2)) + "a")
  }
}
