import Testing

@testable import Controllers

/// Names made of other names.
@Suite struct `Stable names` {
  @Test(arguments: [
    ("123456", "123456"), ("test-namespace-2", "test-namespace-2"), ("a", "a"),
  ])
  func `what is a DNS label stays as it is`(text: String, name: String) {
    #expect(StableName.dnsLabel(text) == name)
  }

  @Test(arguments: [
    "alice@example.com", "Alice", "a.b", "-a", "a-", "", "@", String(repeating: "a", count: 64),
    // It would meet the name of another text.
    StableName.hashed("alice@example.com"),
  ])
  func `what is none becomes one that no other text has`(text: String) {
    let name = StableName.dnsLabel(text)
    #expect(StableName.isDNSLabel(name))
    #expect(name != text)
    #expect(name == StableName.dnsLabel(text))
    #expect(StableName.dnsLabel(name) != name)
  }

  @Test func `texts are kept apart in a hash`() {
    #expect(StableName.hash(["a-b", "c"]) != StableName.hash(["a", "b-c"]))
    #expect(StableName.hash(["ab", "c"]) != StableName.hash(["a", "bc"]))
    #expect(StableName.hash(["a"]) == StableName.hash(["a"]))
  }

  @Test(arguments: [("Alice.1_x", "Alice.1_x"), ("", "")])
  func `a label value stays as it is`(text: String, value: String) {
    #expect(StableName.labelValue(text) == value)
  }
}
