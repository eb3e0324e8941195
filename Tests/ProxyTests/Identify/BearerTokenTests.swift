import Proxy
import Testing
import Wire

struct BearerTokenTests {
  private static func read(_ values: [String]) throws -> BearerToken.Reading {
    var fields = Fields()
    for value in values { try fields.append("Authorization", value: value) }
    return BearerToken.read(fields)
  }

  @Test(arguments: [
    ("Bearer abc", "abc"), ("bearer abc", "abc"), ("BEARER abc", "abc"),
    ("bEaReR a.b-c_d~e+f/9==", "a.b-c_d~e+f/9=="),
    ("Bearer a", "a"), ("Bearer ===a", nil), ("Bearer a=b", nil), ("Bearer =", nil),
    ("Bearer", nil), ("Bearera", nil), ("Bearer\ta", nil), ("Bearer  a", nil), ("Bearer a b", nil),
    ("Bearer a,", nil), ("Bearer a;b", nil), ("Bearer \"a\"", nil), ("Basic YTpi", nil),
    ("Bearer \u{E9}", nil), ("Token a", nil), ("a", nil), ("", nil), ("Bearer a%", nil),
    ("Bearer a:b", nil), ("Negotiate a", nil), ("Bearer a, Bearer b", nil),
  ])
  func `only Bearer and one token68 is a token`(_ value: String, _ token: String?) throws {
    #expect(try Self.read([value]) == (token.map { .token($0) } ?? .malformed))
  }

  @Test func `two fields are not one token`() throws {
    #expect(try Self.read(["Bearer a", "Bearer a"]) == .malformed)
    #expect(try Self.read(["Bearer a", ""]) == .malformed)
  }

  @Test func `no field is none`() throws {
    #expect(try Self.read([]) == .absent)
  }
}
