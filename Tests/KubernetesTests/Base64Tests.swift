import Foundation
import Testing

@testable import Kubernetes

struct Base64Tests {
  @Test func `reads what an encoder writes, with line breaks too`() {
    var generator = SeededGenerator(seed: 11)
    for length in 0..<200 {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(Base64.decode(Data(bytes).base64EncodedString()) == bytes)
      let broken = Data(bytes).base64EncodedString(options: .lineLength64Characters)
      #expect(Base64.decode(broken) == bytes)
    }
  }

  @Test(arguments: [
    "A", "AA", "AAA", "AA=", "AAA==", "=", "====", "AA==A", "A===", "AA-_", "AA AA==", "AAAA=",
    "é===",
  ])
  func `refuses`(_ text: String) {
    #expect(Base64.decode(text) == nil)
  }
}
