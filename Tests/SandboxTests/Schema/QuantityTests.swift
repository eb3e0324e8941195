import Testing

@testable import Sandbox

@Suite struct QuantityTests {
  @Test(arguments: [
    ("0", "0"), ("0m", "0"), ("1", "1"), ("1000m", "1"), ("0.5", "500m"), ("1500m", "1500m"),
    ("1Gi", "1Gi"), ("1024Mi", "1Gi"), ("1000Mi", "1000Mi"), ("1024Ki", "1Mi"), ("0.5Gi", "512Mi"),
    ("0.5Ki", "512"), ("1000k", "1M"), ("1e3", "1e3"), ("1000e3", "1e6"), ("12e2", "1200"),
    ("-5", "-5"), ("+5", "+5"), ("100", "100"), ("1000", "1k"), ("1.5k", "1500"), ("0.1n", "1n"),
    ("110", "110"), ("8Ei", "9223372036854775807"), ("8Gi", "8Gi"), ("0.1", "100m"),
  ])
  func `An amount takes its canonical spelling`(text: String, canonical: String) throws {
    #expect(try Quantity.canonical(text) == canonical)
  }

  @Test(arguments: ["", "x", "1x", "1 ", "--1", "1.2.3", "Ki1"])
  func `What is no amount is refused`(text: String) {
    #expect(throws: ScalarProblem.self) { try Quantity.canonical(text) }
  }

  @Test(arguments: ["1Kk", "1Kii", "1ee5", "1e999999999999"])
  func `An unknown suffix is refused`(text: String) {
    #expect {
      try Quantity.canonical(text)
    } throws: { error in
      guard case ScalarProblem.other(let message) = error else { return false }
      return message == "unable to parse quantity's suffix"
    }
  }
}
