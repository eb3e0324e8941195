import Decide
import KubernetesAPI
import Ownership
import Testing

struct PageDecisionTests {
  typealias Row = DecisionRow

  static let alice = Example.alice
  static let namespaces = PolicyTests.namespaces
  static let ours = "?continue=bwk1.abc"

  @Test(arguments: [
    Row(alice, "GET", namespaces + "?limit=500", allowed: false, .page(500, namespaces)),
    Row(
      alice, "GET", namespaces + "?limit=500&limit=1&continue=", allowed: false,
      .page(500, namespaces)),
    Row(alice, "GET", namespaces + "?limit=%2B5", allowed: false, .page(5, namespaces)),
    // No limit is no page.
    Row(alice, "GET", namespaces + "?limit=0", allowed: false, .list(namespaces)),
    Row(alice, "GET", namespaces + "?limit=-1&continue=", allowed: false, .list(namespaces)),
    // The state that is asked for stays as it is.
    Row(
      alice, "GET", namespaces + "?limit=5&resourceVersion=0", allowed: false,
      .page(5, namespaces + "?resourceVersion=0")),
    Row(
      alice, "GET", namespaces + "?limit=5&resourceVersion=7", allowed: false,
      .page(5, namespaces + "?resourceVersion=7")),
    Row(
      alice, "GET", namespaces + "?limit=0&resourceVersion=7", allowed: false,
      .list(namespaces + "?resourceVersion=7")),
    Row(
      alice, "GET", namespaces + "?limit=5&resourceVersion=7&resourceVersionMatch=NotOlderThan",
      allowed: false,
      .page(5, namespaces + "?resourceVersion=7&resourceVersionMatch=NotOlderThan")),
    // Numbers that are none are the API server's to refuse.
    Row(
      alice, "GET", namespaces + "?limit=x", allowed: false, .list(namespaces + "?limit=x")),
    Row(alice, "GET", namespaces + "?limit=", allowed: false, .list(namespaces + "?limit=")),
    Row(
      alice, "GET", namespaces + "?limit=9223372036854775808&continue=abc", allowed: false,
      .list(namespaces + "?limit=9223372036854775808")),
    // Tokens are opened elsewhere.
    Row(
      alice, "GET", namespaces + "?continue=abc", allowed: false,
      .page(nil, after: "abc", namespaces)),
    Row(
      alice, "GET", namespaces + "?continue=bwk1.a%2Bb&limit=5&resourceVersion=0", allowed: false,
      .page(5, after: "bwk1.a+b", namespaces + "?resourceVersion=0")),
    Row(
      alice, "GET", namespaces + "?continue=abc&resourceVersion=7", allowed: false,
      .refuse(400)),
    Row(
      alice, "GET", namespaces + "?continue=abc&resourceVersionMatch=Exact", allowed: false,
      .list(namespaces + "?continue=abc&resourceVersionMatch=Exact")),
    Row(alice, "GET", namespaces + "?continue=abc&limit=5", allowed: true, .pass),
    Row(Example.eve, "GET", namespaces + "?continue=abc", .pass),
    // Of one object there are none.
    Row(
      alice, "GET", namespaces + "/oil-production?continue=bwk1.abc&limit=5",
      .object("oil-production", namespaces + "/oil-production?continue=bwk1.abc&limit=5")),
  ])
  func `are asked for by limit and token`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test(arguments: [
    Row(alice, "GET", namespaces + ours, allowed: true, .refuse(410)),
    Row(Example.eve, "GET", namespaces + ours, .refuse(410)),
    Row(Example.eve, "GET", namespaces + ours + "&limit=5", .refuse(410)),
    Row(Example.joe, "GET", PolicyTests.classes + ours, .refuse(410)),
    Row(
      alice, "GET", namespaces + PolicyTests.named + "gas-production&continue=bwk1.abc",
      .refuse(410)),
    Row(
      alice, "GET", namespaces + PolicyTests.named + "oil-production&continue=bwk1.abc",
      allowed: true, .refuse(410)),
    Row(Example.eve, "GET", namespaces + "?continue=&continue=bwk1.abc", .pass),
    Row(Example.eve, "GET", namespaces + "?continue=xbwk1.abc", .pass),
    Row(Example.eve, "HEAD", namespaces + ours, .pass),
    Row(Example.eve, "GET", namespaces + ours + "&watch=1", .pass),
    Row(Example.eve, "GET", namespaces + "/x" + ours, .pass),
    Row(Example.eve, "GET", "/api/v1/pods" + ours, .pass),
  ])
  func `of the proxy's own are never asked for at the API server`(_ row: Row) throws {
    try row.check(in: try Example.view())
  }

  @Test func `are refused in the API server's words`() throws {
    let view = try Example.view()
    guard
      case .verdict(.refuse(let expired)) = try Row.decide(
        "GET", Self.namespaces + Self.ours, as: Example.eve, in: view),
      case .verdict(.refuse(let both)) = try Row.decide(
        "GET", Self.namespaces + Self.ours + "&resourceVersion=7", as: Self.alice, in: view,
        allowed: false)
    else {
      Issue.record("no refusal")
      return
    }
    #expect(expired.reason == "Expired")
    #expect(
      expired.message
        == "The provided continue parameter is too old to display a consistent list result. You "
        + "can start a new list without the continue parameter.")
    #expect(expired.continueToken.isEmpty)
    #expect(
      both.message == "specifying resource version is not allowed when using continue")
  }
}
