import Testing
import Wire

@Suite struct `Base 64` {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{3FE}", "z7/Pvg=="),
  ])
  func `has the standard's examples`(_ bytes: String, _ text: String) {
    #expect(Base64.encode(Array(bytes.utf8)) == text)
    #expect(Base64.decode(text) == Array(bytes.utf8))
    let unpadded = text.replacing("=", with: "").replacing("/", with: "_")
    #expect(Base64.encode(Array(bytes.utf8), .url) == unpadded)
    #expect(Base64.decode(unpadded, .url) == Array(bytes.utf8))
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "=", "====", "Zh==", "Zm9=", "Zg==Zg==", "Z g=", "Zm9v\n", "Zm-_",
    "Zm9v=", "Zm=v", "ZgЖ=",
  ])
  func `refuses every other spelling`(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Zg==", "Zh", "Zm9vY", "a+b/"])
  func `without padding refuses padding, the other alphabet and bits left over`(_ text: String) {
    #expect(Base64.decode(text, .url) == nil)
  }

  @Test func `skips newlines only when told to`() {
    #expect(Base64.decode("Zm\r\n9v\nYg=\n=\n", skippingNewlines: true) == Array("foob".utf8))
    #expect(Base64.decode("Zm 9v", skippingNewlines: true) == nil)
  }

  @Test func `gives back random bytes of every length`() {
    for count in 0..<200 {
      let bytes = RandomBytes.make(count)
      #expect(bytes.count == count)
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decode(Base64.encode(bytes, .url), .url) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
    #expect(RandomBytes.make(32) != RandomBytes.make(32))
  }
}
