import Testing

@testable import Proxy

/// What `/readyz` says.
@Suite struct ReadyCheckTests {
  private static let good = ReadyCheck("known", missing: [], "not listed yet")
  private static let bad = ReadyCheck("fresh", missing: ["roles", "nodes"], "nothing heard")

  @Test func `it is one word where all is well and nobody asks for more`() {
    #expect(ReadyCheck.answer([Self.good], isVerbose: false) == (200, "ok"))
  }

  @Test func `it lists the checks for who asks`() {
    #expect(
      ReadyCheck.answer([Self.good], isVerbose: true)
        == (200, "[+]known ok\nreadyz check passed\n"))
  }

  @Test(arguments: [true, false])
  func `it says always what fails, and why`(isVerbose: Bool) {
    let answer = ReadyCheck.answer([Self.good, Self.bad], isVerbose: isVerbose)
    #expect(answer.status == 503)
    #expect(
      answer.text
        == "[+]known ok\n[-]fresh failed: nothing heard: nodes, roles\nreadyz check failed\n")
  }
}
