import TestSupport
import KubernetesAPI
import Testing

struct QueryTests {
  @Test func `reads pairs in order, the first value winning`() {
    let query = Query(parsing: "watch=false&limit=5&watch=true&flag&empty=&=nameless&a=b=c")
    #expect(query[first: "watch"] == "false")
    #expect(query[first: "limit"] == "5")
    #expect(query[first: "flag"] == "")
    #expect(query[first: "empty"] == "")
    #expect(query[first: ""] == "nameless")
    #expect(query[first: "a"] == "b=c")
    #expect(query[first: "absent"] == nil)
    #expect(query.names == ["watch", "limit", "watch", "flag", "empty", "", "a"])
    #expect(!query.hasDroppedPairs)
  }

  @Test func `decodes escapes and plus signs in names and values`() {
    let query = Query(parsing: "field%53elector=metadata.name%3Dx+y%2B&%C3%A9=%c3%a9")
    #expect(query[first: "fieldSelector"] == "metadata.name=x y+")
    #expect(query[first: "\u{E9}"] == "\u{E9}")
    #expect(query[first: "e\u{301}"] == nil)
  }

  @Test(arguments: [
    "a=1;b=2", "a;b=1", ";", "a=%", "a=%2", "a=%zz", "%=1", "a=%4g", "a=%FF", "%C3=1",
  ])
  func `remembers a pair that another reader drops`(_ text: String) {
    let query = Query(parsing: "x=1&" + text + "&y=2")
    #expect(query.hasDroppedPairs)
    #expect(query[first: "x"] == "1")
    #expect(query[first: "y"] == "2")
    #expect(query[first: "b"] == nil)
  }

  @Test func `does not vouch for a query of more pairs than everyone reads`() {
    #expect(!Query(parsing: String(repeating: "&", count: 999) + "a=1").hasDroppedPairs)
    let long = Query(parsing: String(repeating: "&", count: 1_000) + "watch=1")
    #expect(long.hasDroppedPairs)
    #expect(long[first: "watch"] == nil)
  }

  @Test func `is empty without pairs`() {
    #expect(Query(parsing: "").isEmpty)
    #expect(Query(parsing: "&&").isEmpty)
    #expect(Query() == Query(parsing: ""))
  }

  @Test func `keeps the spelling of what it does not change`() {
    let text = "b=%2f+x&limit=5&a&%6Cimit=7&c=%41"
    #expect(Query(parsing: text).encoded() == text)
    #expect(Query(parsing: text).removing("limit").encoded() == "b=%2f+x&a&c=%41")
    #expect(Query(parsing: "&a=1&&b=2&").encoded() == "a=1&b=2")
  }

  @Test func `sets a value at the place of the first and drops the others`() {
    var query = Query(parsing: "a=1&limit=5&b=2&limit=6")
    query.set("limit", "500")
    #expect(query.encoded() == "a=1&limit=500&b=2")
    query.set("label selector", "a in (b,c)&d")
    #expect(
      query.encoded() == "a=1&limit=500&b=2&label%20selector=a%20in%20%28b%2Cc%29%26d")
    #expect(Query(parsing: query.encoded())[first: "label selector"] == "a in (b,c)&d")
  }

  @Test func `reads back whatever it appends`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      var query = Query()
      var pairs: [(String, String)] = []
      for index in 0..<Int.random(in: 1...4, using: &random) {
        let value = String.random(using: &random)
        pairs.append(("\(index)" + String.random(using: &random), value))
        query.append(pairs[index].0, value)
      }
      let again = Query(parsing: query.encoded())
      #expect(!again.hasDroppedPairs)
      for (name, value) in pairs { #expect(again[first: name] == value) }
    }
  }
}

extension String {
  static func random(using random: inout SeededGenerator) -> String {
    let scalars: [Unicode.Scalar] = [
      "a", "Z", "&", ";", "=", "%", "+", " ", "/", "\u{0}", "é", "語",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
    }
    return text
  }
}
