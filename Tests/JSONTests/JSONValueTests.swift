import JSON
import Testing

@Suite struct JSONValueTests {
  @Test func `reads and writes every kind of value`() throws {
    let text = #"{"a":[1,-0.5e+10,true,false,null,"x\u0041\ud83d\ude00\n"],"b":{}}"#
    let value = try JSONValue(parsing: Array(text.utf8))
    #expect(value["a"]?[0]?.int == 1)
    #expect(value["a"]?[5]?.string == "xA😀\n")
    #expect(value.description == #"{"a":[1,-0.5e+10,true,false,null,"xA😀\n"],"b":{}}"#)
  }
}
