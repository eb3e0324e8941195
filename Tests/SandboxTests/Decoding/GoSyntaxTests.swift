import JSON
import Testing

@testable import Sandbox

/// The messages are those of a real 1.36.
@Suite struct GoSyntaxTests {
  @Test(arguments: [
    ("", "unexpected end of JSON input"), (#"{"a""#, "unexpected end of JSON input"),
    (#""abc"#, "unexpected end of JSON input"),
    (#"{"a" 1}"#, "invalid character '1' after object key"),
    ("nulx", "invalid character 'x' in literal null (expecting 'l')"),
    (#"{"kind":"Namespace"} x"#, "invalid character 'x' after top-level value"),
    (#"{"a":truE}"#, "invalid character 'E' in literal true (expecting 'e')"),
    (#"{"a":-}"#, "invalid character '}' in numeric literal"),
    (#"{"a":01}"#, "invalid character '1' after object key:value pair"),
    (#"{"a":1.}"#, "invalid character '}' after decimal point in numeric literal"),
    (#"{"a":1e}"#, "invalid character '}' in exponent of numeric literal"),
    (#"{"a":"\q"}"#, "invalid character 'q' in string escape code"),
    (#"{"a":"\u12"}"#, #"invalid character '"' in \u hexadecimal character escape"#),
    ("[1 2]", "invalid character '2' after array element"),
    (#"{"a":1,}"#, "invalid character '}' looking for beginning of object key string"),
    ("{,}", "invalid character ',' looking for beginning of object key string"),
    ("{1:2}", "invalid character '1' looking for beginning of object key string"),
    ("{\"a\":\"\t\"}", #"invalid character '\t' in string literal"#),
    ("{\"a\":\"\u{1}\"}", #"invalid character '\x01' in string literal"#),
    (#"{"a":é}"#, "invalid character 'Ã' looking for beginning of value"),
    (#"{"a":'}"#, #"invalid character '\'' looking for beginning of value"#),
    ("[1,]", "invalid character ']' looking for beginning of value"),
    ("[[],{}", "unexpected end of JSON input"),
  ])
  func `A mistake is told in Go's words`(text: String, message: String) {
    #expect(GoSyntax.problem(Array(text.utf8)) == message)
  }

  @Test(arguments: [
    "{}", " [ ] ", "[{},[],\"a\\u00e9\\n\",-1.5e+3,0,true,false,null]", #"{"a":{"b":[1]},"c":2}"#,
  ])
  func `Where nothing is wrong nothing is said`(text: String) throws {
    #expect(GoSyntax.problem(Array(text.utf8)) == nil)
    _ = try JSONValue(parsing: Array(text.utf8))
  }

  @Test func `Depth is no matter of the stack`() {
    let text = [UInt8](repeating: 0x5B, count: 1_000_000)
    #expect(GoSyntax.problem(text) == "invalid character '[' exceeded max depth")
  }
}
