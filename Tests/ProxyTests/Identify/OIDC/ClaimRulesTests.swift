import JSON
import KubernetesAPI
import Testing

@testable import Proxy

/// kube-apiserver's rules for claims, a row each.
@Suite struct `The rules for claims` {
  /// What is asked of a set of claims that is good but for one thing.
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var settings = TokenIssuer.settings
    var claims = TokenIssuer.claims
    /// nil where the claims are fine.
    let fault: TokenFault?

    init(
      _ name: String, _ fault: TokenFault?, _ change: (inout JSONValue) -> Void = { _ in },
      settings: (inout OIDCSettings) -> Void = { _ in }
    ) {
      testDescription = name
      self.fault = fault
      change(&claims)
      settings(&self.settings)
    }
  }

  private static let now = TokenIssuer.now

  static let times: [Row] = [
    Row("good", nil),
    Row("no issuer", .issuer) { $0["iss"] = Optional.none },
    Row("another issuer", .issuer) { $0["iss"] = "https://issuer.test" },
    Row("the issuer with a slash", .issuer) { $0["iss"] = .string(TokenIssuer.url + "/") },
    Row("the issuer in capitals", .issuer) { $0["iss"] = "https://ISSUER.test/realm" },
    Row("an issuer that is no text", .issuer) { $0["iss"] = [.string(TokenIssuer.url)] },
    Row("no audience", .audience) { $0["aud"] = Optional.none },
    Row("another audience", .audience) { $0["aud"] = "dashboard" },
    Row("an empty list of audiences", .audience) { $0["aud"] = [] },
    Row("a list of other audiences", .audience) { $0["aud"] = ["a", ["kubernetes"]] },
    Row("a list with this audience", nil) { $0["aud"] = ["a", .string(TokenIssuer.client)] },
    Row("a part of the audience", .audience) { $0["aud"] = "kubernete" },
    Row("no expiry", .missing("exp")) { $0["exp"] = Optional.none },
    Row("expired", .expired) { $0["exp"] = .int(now - 1) },
    Row("expires now", .expired) { $0["exp"] = .int(now) },
    Row("expires in a second", nil) { $0["exp"] = .int(now + 1) },
    Row("expires within this second", .expired) { $0["exp"] = .number("\(now).9") },
    Row("expires by an exponent", nil) { $0["exp"] = .number("1.9e9") },
    Row("expires never", .time("exp")) { $0["exp"] = .number("1e300") },
    Row("an expiry in text", .time("exp")) { $0["exp"] = .string("\(now + 10)") },
    Row("an expiry of null", .time("exp")) { $0["exp"] = .null },
    Row("not before now", nil) { $0["nbf"] = .int(now) },
    Row("not before a minute", nil) { $0["nbf"] = .int(now + 60) },
    Row("not before more than a minute", .notYetValid) { $0["nbf"] = .int(now + 61) },
    Row("not before some text", .time("nbf")) { $0["nbf"] = "soon" },
    Row("issued tomorrow", nil) { $0["iat"] = .int(now + 86_400) },
    Row("issued by some text", .time("iat")) { $0["iat"] = "yesterday" },
    Row("not issued", nil) { $0["iat"] = Optional.none },
  ]

  @Test(arguments: times)
  func `say whom a token is for, and when`(_ row: Row) {
    let rules = ClaimRules(settings: row.settings)
    var fault: TokenFault?
    do throws(TokenFault) { try rules.check(row.claims, at: Self.now) } catch { fault = error }
    #expect(fault == row.fault)
  }

  static let users: [Row] = [
    Row("no name", .missing("sub")) { $0["sub"] = Optional.none },
    Row("an empty name", .empty("sub")) { $0["sub"] = "" },
    Row("a name of null", .notText("sub")) { $0["sub"] = .null },
    Row("a name of numbers", .notText("sub")) { $0["sub"] = 7 },
    Row("no claim of that name", .missing("name"), settings: { $0.usernameClaim = "name" }),
    Row("an email that is not verified", .emailNotVerified) {
      $0["email_verified"] = false
    } settings: {
      $0.usernameClaim = "email"
    },
    Row("an email verified by text", .emailNotVerified) {
      $0["email_verified"] = "true"
    } settings: {
      $0.usernameClaim = "email"
    },
    Row("an email verified by null", .emailNotVerified) {
      $0["email_verified"] = .null
    } settings: {
      $0.usernameClaim = "email"
    },
    Row("groups of numbers", .notGroups("groups")) {
      $0["groups"] = ["a", 1]
    } settings: {
      $0.groupsClaim = "groups"
    },
    Row("groups in an object", .notGroups("groups")) {
      $0["groups"] = ["a": "b"]
    } settings: {
      $0.groupsClaim = "groups"
    },
    Row("groups that are elsewhere", .distributed("groups")) {
      $0["groups"] = Optional.none
      $0["_claim_names"] = ["groups": "src1"]
    } settings: {
      $0.groupsClaim = "groups"
    },
    Row("a required claim that is missing", .missing("hd")) { _ in
    } settings: {
      $0.requiredClaims = [.init("sub", "alice"), .init("hd", "example.test")]
    },
    Row("a required claim of another value", .unlike("hd")) {
      $0["hd"] = "example.testing"
    } settings: {
      $0.requiredClaims = [.init("hd", "example.test")]
    },
    Row("a required claim that is a list", .notText("hd")) {
      $0["hd"] = ["example.test"]
    } settings: {
      $0.requiredClaims = [.init("hd", "example.test")]
    },
    Row("a name of the system's", .systemUser) {
      $0["sub"] = "system:admin"
    } settings: {
      $0.usernamePrefix = "-"
    },
    Row("a name that the prefix makes the system's", .systemUser) {
      $0["sub"] = "admin"
    } settings: {
      $0.usernamePrefix = "system:"
    },
    Row("the system's group", .systemGroup) {
      $0["groups"] = ["oil", "system:masters"]
    } settings: {
      $0.groupsClaim = "groups"
    },
    Row("the group that everybody is in", .systemGroup) {
      $0["groups"] = "system:authenticated"
    } settings: {
      $0.groupsClaim = "groups"
    },
  ]

  @Test(arguments: users)
  func `refuse whom a token may not name`(_ row: Row) {
    let rules = ClaimRules(settings: row.settings)
    var fault: TokenFault?
    do throws(TokenFault) { _ = try rules.user(of: row.claims) } catch { fault = error }
    #expect(fault != nil && fault == row.fault)
  }

  /// What is set and claimed, and the name and groups that come of it.
  private static func user(
    _ change: (inout JSONValue) -> Void = { _ in }, settings: (inout OIDCSettings) -> Void
  ) throws -> UserInfo {
    let row = Row("", nil, change, settings: settings)
    return try ClaimRules(settings: row.settings).user(of: row.claims)
  }

  @Test func `put the issuer before a name, unless told otherwise`() throws {
    let standard = TokenIssuer.url + "#alice"
    #expect(try Self.user { _ in }.username == standard)
    #expect(try Self.user { $0.usernamePrefix = "" }.username == standard)
    #expect(try Self.user { $0.usernamePrefix = "-" }.username == "alice")
    #expect(try Self.user { $0.usernamePrefix = "oidc:" }.username == "oidc:alice")
    let email = "alice@example.test"
    #expect(try Self.user { $0.usernameClaim = "email" }.username == email)
    #expect(
      try Self.user { ($0.usernameClaim, $0.usernamePrefix) = ("email", "o:") }.username
        == "o:" + email)
    // An issuer that does not say is believed.
    #expect(
      try Self.user {
        $0["email_verified"] = Optional.none
      } settings: {
        $0.usernameClaim = "email"
      }.username == email)
  }

  @Test func `take groups from a claim, and put their prefix before them`() throws {
    let everybody = "system:authenticated"
    #expect(try Self.user { _ in }.groups == [everybody])
    #expect(try Self.user { $0.groupsClaim = "groups" }.groups == ["oil", "gas", everybody])
    #expect(
      try Self.user { ($0.groupsClaim, $0.groupsPrefix) = ("groups", "oidc:") }.groups
        == ["oidc:oil", "oidc:gas", everybody])
    #expect(
      try Self.user {
        $0["groups"] = "oil"
      } settings: {
        $0.groupsClaim = "groups"
      }.groups
        == ["oil", everybody])
    for none: JSONValue? in [nil, .null, []] {
      #expect(
        try Self.user {
          $0["groups"] = none
        } settings: {
          $0.groupsClaim = "groups"
        }.groups
          == [everybody])
    }
  }

  @Test func `let names of the system in where a flag does`() throws {
    let user = try Self.user {
      $0["sub"] = "system:node:a"
      $0["groups"] = ["system:nodes", "system:authenticated"]
    } settings: {
      $0.allowsSystemNames = true
      $0.usernamePrefix = "-"
      $0.groupsClaim = "groups"
    }
    #expect(user.username == "system:node:a")
    #expect(user.groups == ["system:nodes", "system:authenticated"])
  }

  @Test func `want every required claim`() throws {
    let required: [OIDCSettings.RequiredClaim] = [
      .init("sub", "alice"), .init("email", "alice@example.test"),
    ]
    #expect(try Self.user { $0.requiredClaims = required }.groups.count == 1)
    // Two letters that look alike are two.
    #expect(throws: TokenFault.unlike("sub")) {
      try Self.user {
        $0["sub"] = "caf\u{E9}"
      } settings: {
        $0.requiredClaims = [.init("sub", "cafe\u{301}")]
      }
    }
  }
}
