import JSON
import Testing
import Wire

@testable import Proxy

@Suite struct `A JSON Web Token` {
  private static func text(_ header: String, _ claims: String, _ signature: String = "c2ln")
    -> String
  {
    [header, claims].map { Base64.encode(Array($0.utf8), .url) }.joined(separator: ".")
      + ".\(signature)"
  }

  @Test func `is taken apart`() throws {
    let text = Self.text(#"{"alg":"RS256","kid":"k","typ":"JWT"}"#, #"{"sub":"alice"}"#)
    let token = try JSONWebToken(text)
    #expect(token.algorithm == "RS256")
    #expect(token.keyID == "k")
    #expect(token.claims == ["sub": "alice"])
    #expect(token.signature == Array("sig".utf8))
    #expect(token.signed == Array(text.dropLast(5).utf8))
    #expect(try JSONWebToken(Self.text(#"{"alg":"x"}"#, "{}", "")).keyID == nil)
  }

  private static let header = #"{"alg":"RS256"}"#

  @Test(
    arguments: [
      ("", .notThreeParts), ("a", .notThreeParts), ("e30.e30", .notThreeParts),
      ("e30.e30.e30.e30.e30", .notThreeParts), ("..", .unreadableHeader),
      ("e30=.e30.c2ln", .unreadableHeader), ("e3.e30.c2ln", .unreadableHeader),
      (text("[]", "{}"), .unreadableHeader), (text("{}", "{}"), .unreadableHeader),
      (text(#"{"alg":1}"#, "{}"), .unreadableHeader),
      (text(#"{"alg":"RS256","alg":"none"}"#, "{}"), .unreadableHeader),
      (text(#"{"alg":"RS256","kid":1}"#, "{}"), .unreadableHeader),
      (text(#"{"alg":"RS256","kid":null}"#, "{}"), .unreadableHeader),
      (text(#"{"alg":"RS256","crit":["b64"],"b64":false}"#, "{}"), .criticalHeader),
      (text(#"{"alg":"RS256","crit":null}"#, "{}"), .criticalHeader),
      (text(header, "[]"), .unreadableClaims), (text(header, ""), .unreadableClaims),
      (text(header, #"{"sub":"a","sub":"b"}"#), .unreadableClaims),
      (text(header, "{\"a\":\(String(repeating: "[", count: 50))"), .unreadableClaims),
      (text(header, "{}", "c2l"), .unreadableSignature),
      (text(header, "{}", "c2ln="), .unreadableSignature),
      (text(header, "{}", "c2+n"), .unreadableSignature),
      (String(repeating: "a", count: 16 * 1024 + 1), .tooLong),
    ] as [(String, TokenFault)])
  func `is nothing else`(_ text: String, _ fault: TokenFault) {
    #expect(throws: fault) { try JSONWebToken(text) }
  }

  @Test func `is refused in words that repeat nothing of it`() {
    let faults: [TokenFault] = [
      .tooLong, .notThreeParts, .unreadableHeader, .unreadableClaims, .unreadableSignature,
      .criticalHeader, .issuer, .audience, .expired, .notYetValid, .time("nbf"), .algorithm,
      .unknownKey, .signature, .missing("a"), .notText("a"), .empty("a"), .unlike("a"),
      .notGroups("a"), .distributed("a"), .emailNotVerified, .systemUser, .systemGroup,
    ]
    #expect(Set(faults.map(\.description)).count == faults.count)
  }
}
