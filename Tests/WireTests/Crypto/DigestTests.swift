import Testing
import Wire

@Suite struct `A digest` {
  /// FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `is SHA-256`(_ message: String, _ digest: String) {
    #expect(Digest(of: message).description == digest)
    #expect(Digest(of: Array(message.utf8)).bytes == Hex.decode(digest))
  }

  @Test func `equals that of the same bytes only`() {
    let all = Set((0..<500).map { Digest(of: "message \($0)") })
    #expect(all.count == 500)
    #expect(all.contains(Digest(of: "message 7")))
    #expect(!all.contains(Digest(of: "message 500")))
  }

  @Test(arguments: ["0", "0g", "xx", "00 ", " 00", "0x00", "+1", "é"])
  func `has no hexadecimal spelling like this`(_ text: String) {
    #expect(Hex.decode(text) == nil)
  }

  @Test func `is read in both cases`() {
    #expect(Hex.decode("00fFAb") == [0, 255, 171])
    #expect(Hex.encode([0, 255, 171]) == "00ffab")
  }
}
