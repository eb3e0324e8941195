/// Names after the rules of DNS, and what is said of others
/// (`apimachinery/pkg/util/validation/validation.go`).
enum DNSName {
  private static let label1035 = "[a-z]([-a-z0-9]*[a-z0-9])?"
  private static let label1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
  private static let subdomain = #"\#(label1123)(\.\#(label1123))*"#

  /// Why a text is no label of RFC 1035; nil when it is one.
  static func labelError(_ text: String) -> String? {
    error(
      text, longest: 63, pattern: label1035,
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
        + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
        + "'abc-123', regex used for validation is '\(label1035)')")
  }

  /// Why a text is no subdomain of RFC 1123; nil when it is one.
  static func subdomainError(_ text: String) -> String? {
    error(
      text, longest: 253, pattern: subdomain,
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
        + "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
        + "used for validation is '\(subdomain)')")
  }

  private static func error(
    _ text: String, longest: Int, pattern: String, _ words: String
  ) -> String? {
    var errors: [String] = []
    if text.utf8.count > longest { errors.append("must be no more than \(longest) characters") }
    if SchemaPattern("^\(pattern)$")?.matches(text) != true { errors.append(words) }
    return errors.isEmpty ? nil : errors.joined(separator: ",")
  }
}
