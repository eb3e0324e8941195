/// Field lines (RFC 9112 §5).
extension Torture {
  static let fields: [Torture] =
    fieldLines.map {
      .bad("the line \($0.debugDescription)", request("GET", pods, "\($0)\r\n"))
    }
    + hosts.map {
      .bad(
        "the host \($0.debugDescription)",
        "GET \(pods) HTTP/1.1\r\nHost: \($0)\r\nAuthorization: Bearer alice.token\r\n\r\n")
    } + otherFields

  private static let fieldLines: [String] =
    [
      "X: y\r\n folded", "X: y\r\n\tfolded", "X: y\nImpersonate-User: admin",
      "X: y\rImpersonate-User: admin", "X: y\r\r\nZ: w", "X: \u{0}", "X: a\u{0}b", "X: \u{1}",
      "X: \u{7F}", "X: a\u{B}b", "X: a\u{C}b", "X: \u{1B}[31m", "X\u{0}: y", "X : y", "X\t: y",
      ": y", " : y", "no colon", "X", "\u{A0}X: y", "X\u{A0}: y", "X\u{E9}: y", "X@: y", "(X): y",
      "\"X\": y", "X,Y: z", "X/Y: z", "X=Y: z", "[X]: y", "X;: y", "{X}: y", "Host: y", "Host: x",
      "host: x", "Impersonate-User: \u{FF}", "Authorization: Bearer \u{C3}",
      "X-Forwarded-For: \u{FF}", "Connection: \u{E9}",
    ]

  private static let hosts: [String] = [
    "", "a b", "a/b", "a@b", "a:b:c", "[::1", "a\\b", "a?b",
  ]

  private static let otherFields: [Torture] =
    [
      .bad("no host", "GET \(pods) HTTP/1.1\r\nAuthorization: Bearer alice.token\r\n\r\n"),
      .bad("a field before the host's line", "GET \(pods) HTTP/1.1\r\n X: y\r\n\(proof)\r\n"),
      .bad("an end of a line feed alone", "GET \(pods) HTTP/1.1\r\n\(proof)\n\(hidden)"),
      .bad("an end of a carriage return alone", "GET \(pods) HTTP/1.1\r\n\(proof)\r\(hidden)"),
      .bad("lines that end in line feeds", "GET \(pods) HTTP/1.1\nHost: x\n\n\(hidden)"),
      .bad(
        "too many fields", 431,
        request("GET", pods, many("X: y\r\n", 1030))),
      .bad(
        "too long a field", 431,
        request("GET", pods, "X: \(many("y", 65 << 10))\r\n")),
      .bad(
        "too long a name", 431,
        request("GET", pods, "\(many("X", 65 << 10)): y\r\n")),
      .wrong("two proofs", 401, request("GET", pods, "Authorization: Bearer bob.token\r\n")),
      .wrong("one proof twice", 401, request("GET", pods, "authorization: Bearer alice.token\r\n")),
      .wrong(
        "a user to be by another spelling", 400, request("GET", pods, "Impersonate_User: admin\r\n")
      ),
      .wrong(
        "a group to be without a user", 400,
        request("GET", pods, "Impersonate-Group: system:masters\r\n")),
    ]

  static let goodFields: [Torture] = [
    .good("a field twice", request("GET", pods, "X: y\r\nx: z\r\n"), .init()),
    .good("an empty field", request("GET", pods, "X:\r\nY: \t \r\n"), .init()),
    .good("colons in a value", request("GET", pods, "X: a: b: GET / HTTP/1.1\r\n"), .init()),
    .good("a tab in a value", request("GET", pods, "X: a\tb\r\n"), .init()),
    .good("8 bits in a value", request("GET", pods, "X: \u{E9}\u{85}\u{FF}\r\n"), .init()),
    .good("odd tokens in a name", request("GET", pods, "!#$%&'*+-.^`|~: y\r\n"), .init()),
    .good("an underscore in a name", request("GET", pods, "X_Y: z\r\n"), .init()),
    .good(
      "a long value",
      request("GET", pods, "X: \(many("y", 60 << 10))\r\n"), .init()),
    .good(
      "a thousand fields", request("GET", pods, many("X: y\r\n", 1000)),
      .init(),
      isPlain: false),
    .good(
      "other names for the target",
      request(
        "GET", pods,
        "X-Original-URL: /hidden\r\nX-Rewrite-URL: /hidden\r\nX-Forwarded-Uri: /hidden\r\n"),
      .init()),
    .good(
      "other names for the method",
      request("GET", pods, "X-HTTP-Method-Override: DELETE\r\nX-Method: DELETE\r\n"), .init()),
    .good(
      "other names for the caller",
      request("GET", pods, "X-Remote-User: admin\r\nX_Remote_Group: system:masters\r\n"), .init()),
    .good(
      "a host with a port",
      "GET \(pods) HTTP/1.1\r\nHost: x:443\r\nAuthorization: Bearer alice.token\r\n\r\n", .init()),
  ]
}
