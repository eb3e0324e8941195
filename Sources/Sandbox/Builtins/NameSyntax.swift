/// The rules of names, each answering what is wrong in Kubernetes' words
/// (`apimachinery/pkg/api/validate/content`, `util/validation`).
enum NameSyntax {
  /// RFC 1123 label: at most 63 of lower-case letters, digits and inner `-`.
  static func label(_ text: String) -> [String] {
    var problems = longer(text, than: 63, of: "characters")
    guard !isLabel(text.utf8[...]) else { return problems }
    if isSubdomain(text.utf8[...]) {
      problems.append("must not contain dots")
    } else {
      problems.append(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
          + "and must start and end with an alphanumeric character (e.g. 'my-name',  or "
          + "'123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")
    }
    return problems
  }

  /// RFC 1123 subdomain: labels with dots between them, at most 253 bytes.
  static func subdomain(_ text: String) -> [String] { subdomain(text, limitOf: "characters") }

  private static func subdomain(_ text: String, limitOf unit: String) -> [String] {
    longer(text, than: 253, of: unit)
      + (isSubdomain(text.utf8[...])
        ? []
        : [
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' "
            + "or '.', and must start and end with an alphanumeric character (e.g. "
            + "'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
        ])
  }

  /// RFC 1035 label: a label that begins with a letter.
  static func oldLabel(_ text: String) -> [String] {
    let isRight = isLabel(text.utf8[...]) && !isDigit(text.utf8.first ?? 0)
    return longer(text, than: 63, of: "characters")
      + (isRight
        ? []
        : [
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with "
            + "an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  "
            + "or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        ])
  }

  /// What can stand in a path.
  static func pathSegment(_ text: String) -> [String] {
    ["/", "%"].filter { text.utf8.contains($0.utf8.first ?? 0) }.map { "may not contain '\($0)'" }
  }

  /// A label's key: a name with or without a subdomain and a slash before it.
  static func qualifiedName(_ text: String) -> [String] {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let rule =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
      + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
      + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
    guard let name = parts.last, parts.count <= 2 else {
      return [
        "a valid label key \(rule) with an optional DNS subdomain prefix and '/' "
          + "(e.g. 'example.com/MyName')"
      ]
    }
    var problems: [String] = []
    if parts.count == 2 {
      problems =
        parts[0].isEmpty
        ? ["prefix part must be non-empty"]
        : subdomain(parts[0], limitOf: "bytes").map { "prefix part " + $0 }
    }
    if name.isEmpty { problems.append("name part must be non-empty") }
    problems += longer(name, than: 63, of: "bytes").map { "name part " + $0 }
    if !isName(name) { problems.append("name part \(rule)") }
    return problems
  }

  /// A label's value: nothing, or a name.
  static func labelValue(_ text: String) -> [String] {
    longer(text, than: 63, of: "bytes")
      + (text.isEmpty || isName(text)
        ? []
        : [
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' "
            + "or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  "
            + "or 'my_value',  or '12345', regex used for validation is "
            + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
        ])
  }
}
