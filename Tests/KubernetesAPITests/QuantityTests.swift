import Testing

import KubernetesAPI

/// Amounts of resources.
@Suite struct Quantities {
  @Test(arguments: [
    ("1", "1000m"), ("0.5", "500m"), ("1024Mi", "1Gi"), ("0.5Gi", "512Mi"), ("1e3", "1k"),
    ("1E3", "1000"), ("+2", "2"), ("2.", "2"), (".5", "500000u"), ("1E", "1000P"), ("007", "7"),
    ("1Ki", "1024"), ("-1", "-1000m"), ("0", "0Ei"), ("1.5Gi", "1536Mi"), ("1e-3", "1m"),
    // What is finer than a billionth is rounded up.
    ("0.0000000001", "1n"), ("0.00000000011", "1n"), ("1.0000000001", "1000000001n"),
    // As large as there is room for, and then made small.
    ("170141183460469231731687303715884105727e-20", "1701411834604692317316873038n"),
  ])
  func `are equal however they are written`(one: String, other: String) throws {
    #expect(try #require(Quantity(one)) == #require(Quantity(other)))
  }

  @Test(arguments: [("1", "2"), ("1k", "1Ki"), ("1m", "1M"), ("1", "-1"), ("1E", "1Ei")])
  func `are told apart`(one: String, other: String) throws {
    #expect(try #require(Quantity(one)) != #require(Quantity(other)))
  }

  @Test(arguments: [
    "", "-", ".", "Gi", "1 Gi", "1gi", "1KI", "1e", "1ee3", "0x1", "1,5", "ten", "1e99", "1Kib",
    String(repeating: "9", count: 60), "1e-9223372036854775808", "1e9223372036854775807",
  ])
  func `are none`(text: String) {
    #expect(Quantity(text) == nil)
  }
}
