/// Targets (RFC 9112 §3.2): what is decided on is what is sent.
extension Torture {
  static let targets: [Torture] =
    twofold.map { .wrong("the target \($0)", request("GET", $0)) }
    + single.map { .good("the target \($0)", request("GET", $0), .get($0)) } + otherTargets

  private static let twofold: [String] =
    [
      "//api/v1/pods", "/api//v1/pods", "/api/v1//pods", "/api/v1/./pods", "/api/v1/x/../pods",
      "/./api/v1/pods", "/../api/v1/pods", "/api/v1/pods/.", "/api/v1/pods/..",
      "/api/v1/%2e/pods", "/api/v1/%2E%2e/pods", "/api/v1/.%2e/pods", "/api/v1/namespaces%2fx",
      "/api/v1/namespaces%2Fx/pods", "/api%2fv1%2fpods", "/api/v1/namespaces%5cx",
      "/api/v1/namespaces\\x", "/api/v1/..\\pods", "/api/v1/pods%00", "/api/v1/pods%",
      "/api/v1/pods%2",
      "/api/v1/pods%zz", "/api/v1/%c0%ae%c0%ae/pods", "/api/v1/pods%ff", "/api/v1/%c0%afpods",
      "http://x//api/v1/pods", "http://x/api/v1/../pods",
    ]

  private static let single: [String] =
    [
      "/", "/?", "/http:/x/y", "/?a=b", "/api/v1/pods/", "/api/v1/pods/;x", "/api/v1/pods;x=y",
      "/api/v1/..;/pods",
      "/api/v1/...", "/api/v1/pods%20x", "/api/v1/pods%2525", "/api/v1/%70ods", "/api/v1/pods%3fx",
      "/api/v1/pods%23x", "/api/v1/pods:x", "/api/v1/pods@x", "/api/v1/pods!$&'()*+,=~",
      "/api/v1/pods[x]", "/api/v1/pods|x", "/api/v1/pods\"x", "/api/v1/pods<x>",
      "/api/v1/pods^{x}`",
      "/API/v1/namespaces", "/api/v1/Namespaces", "/api/v1/namespaces;x",
      "/api/v1/namespaces%20", "/api/v1/namespaces/x/namespaces",
      "/api/v1/nodes/n/proxy/../../x", "/api/v1/nodes/n/proxy//x/%2e%2e/%2f",
      "/api/v1/namespaces/x/services/y/proxy/a//b/../c",
    ]

  private static let otherTargets: [Torture] =
    [
      .good("an absolute target", request("GET", "http://elsewhere/api/v1/pods"), .init()),
      .good(
        "an absolute target of another port", request("GET", "HTTPS://elsewhere:1/api/v1/pods?a=b"),
        .get("/api/v1/pods?a=b")),
      .good("an absolute target without a path", request("GET", "http://x"), .get("/")),
      .good("an absolute target with a query alone", request("GET", "http://x?y"), .get("/?y")),
      .good(
        "an absolute target of an IPv6 address", request("GET", "http://[::1]:6443/api/v1/pods"),
        .init()),
      .good(
        "an absolute target that is filtered", request("GET", "http://x/api/v1/namespaces"),
        .get("/api/v1/namespaces")),
      .good(
        "a trailing slash that is filtered", request("GET", "/api/v1/namespaces/"),
        .get("/api/v1/namespaces")),
      .good(
        "escaped letters that are filtered", request("GET", "/%61pi/v1/n%61mespaces"),
        .get("/api/v1/namespaces")),
      .good(
        "the longest target", request("GET", "/\(many("a", (16 << 10) - 1))"),
        .get("/\(many("a", (16 << 10) - 1))")),
    ]

  static let queries: [Torture] =
    filteredQueries.map {
      .wrong("the filtered query \($0)", request("GET", "/api/v1/namespaces?\($0)"))
    }
    + plainQueries.map {
      .good("the query \($0)", request("GET", "\(pods)?\($0)"), .get("\(pods)?\($0)"))
    } + otherQueries

  private static let filteredQueries: [String] = [
    "a;b", "a=%", "a=%zz", "a=b;c=d", "limit=1;watch=1", "%=1",
  ]

  private static let plainQueries: [String] =
    [
      "?", "a?b?c", "a;b", "a=%", "a=%zz", "a//b/../c", "a=http://x/", "&&&", "=", "a=b=c", "a&a&a",
      "%00", "a+b%2b", "watch=1;limit=2", "a='\"<>[]{}|\\^`",
    ]

  private static let otherQueries: [Torture] =
    [
      .good(
        "a filtered query with a body's end in it",
        request("GET", "/api/v1/namespaces?a=%0d%0a%0d%0aGET%20/hidden%20HTTP/1.1%0d%0a%0d%0a"),
        .get("/api/v1/namespaces"))
    ]
}
