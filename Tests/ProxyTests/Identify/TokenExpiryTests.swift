import Testing
import Wire

@testable import Proxy

struct TokenExpiryTests {
  private static func token(_ payload: String) -> String {
    "e30." + Base64.encode(Array(payload.utf8), .url) + ".c2ln"
  }

  @Test(arguments: [
    (#"{"exp":1700000000}"#, 1_700_000_000), (#"{"iat":1,"exp":2}"#, 2), (#"{"exp":0}"#, 0),
    (#"{"exp":-5}"#, -5), (#"{"exp":-9223372036854775808}"#, Int64.min),
    (#"{"exp":9223372036854775807}"#, Int64.max), (#"{"exp":"5"}"#, nil), (#"{"exp":null}"#, nil),
    (#"{"exp":9223372036854775808}"#, nil), (#"{}"#, nil), ("[]", nil), ("7", nil), ("", nil),
    (#"{"exp":1,"exp":2}"#, nil), (#"{"exp":[1]}"#, nil), ("{\"exp\":1}x", nil),
  ])
  func `exp is read from a JWT`(_ payload: String, _ expiry: Int64?) {
    #expect(TokenExpiry.of(Self.token(payload)) == expiry)
  }

  @Test(arguments: [
    "", "a", "a.b", "a.b.c.d", "..", "a..c", "a.!.c", "a.e30=.c", "a.e30.", ".e30.", "a.\u{E9}.c",
  ])
  func `what is no JWT has none`(_ token: String) {
    #expect(TokenExpiry.of(token) == nil)
  }
}
