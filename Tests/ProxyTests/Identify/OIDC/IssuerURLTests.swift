import JSON
import Kubernetes
import Testing
import Wire

@testable import Proxy

@Suite struct `The URL of an issuer` {
  @Test(
    arguments: [
      ("https://a.test", "a.test", 443, "a.test", "/"),
      ("https://a.test/", "a.test", 443, "a.test", "/"),
      ("https://a.test:443/x", "a.test", 443, "a.test", "/x"),
      ("https://a.test:8443/x/", "a.test", 8443, "a.test:8443", "/x/"),
      ("HTTPS://a.test/x?y=/z", "a.test", 443, "a.test", "/x?y=/z"),
      ("https://a.test?y", "a.test", 443, "a.test", "/?y"),
      ("https://[::1]:9/k", "::1", 9, "[::1]:9", "/k"),
    ] as [(String, String, UInt16, String, String)])
  func `is read`(
    _ text: String, _ host: String, _ port: UInt16, _ authority: String, _ target: String
  ) throws {
    let url = try IssuerURL(text)
    #expect(url.endpoint == Endpoint(host: host, port: port))
    #expect(url.authority == authority)
    #expect(url.target == target)
  }

  @Test(arguments: [
    "", "a.test", "http://a.test", "https://", "https:///x", "https://u@a.test", "https://a.test#x",
    "https://a.test/x#y", "https://a.test/x?#", "https://a.test:0/", "https://a.test/a b",
    "https://a.test/?a b", "https://a.test/\u{E4}", "ftp://a.test",
  ])
  func `is https and nothing else`(_ text: String) {
    #expect(throws: AccessError.self) { try IssuerURL(text) }
  }

  @Test(arguments: [
    ("https://a.test", "/.well-known/openid-configuration"),
    ("https://a.test/", "/.well-known/openid-configuration"),
    ("https://a.test/realms/x", "/realms/x/.well-known/openid-configuration"),
    ("https://a.test/realms/x/", "/realms/x/.well-known/openid-configuration"),
  ])
  func `leads to its description`(_ issuer: String, _ target: String) throws {
    #expect(try IssuerURL(discoveryOf: issuer).target == target)
  }

  @Test(arguments: ["https://a.test?x", "https://a.test/?x=/", "http://a.test", "issuer"])
  func `has no query`(_ issuer: String) {
    #expect(throws: AccessError.self) { try IssuerURL(discoveryOf: issuer) }
  }

  @Test(arguments: [
    #"{}"#, #"[]"#, #"{"issuer":"https://a.test"}"#,
    #"{"issuer":"https://a.test/","jwks_uri":"https://a.test/k"}"#,
    #"{"issuer":["https://a.test"],"jwks_uri":"https://a.test/k"}"#,
    #"{"issuer":"https://b.test","jwks_uri":"https://a.test/k"}"#,
    #"{"issuer":"https://a.test","jwks_uri":"http://a.test/k"}"#,
    #"{"issuer":"https://a.test","jwks_uri":"/k"}"#,
    #"{"issuer":"https://a.test","jwks_uri":7}"#,
  ])
  func `is the one that describes itself`(_ text: String) throws {
    let description = try JSONValue(parsing: Array(text.utf8))
    #expect(throws: IssuerFailure.self) {
      try IssuerClient.keysLocation(in: description, of: "https://a.test")
    }
  }

  @Test func `of the keys may be on another host`() throws {
    let description: JSONValue = [
      "issuer": "https://a.test", "jwks_uri": "https://keys.test:1/k?v=2",
    ]
    let url = try IssuerClient.keysLocation(in: description, of: "https://a.test")
    #expect(url.endpoint == Endpoint(host: "keys.test", port: 1))
    #expect(url.target == "/k?v=2")
  }
}
