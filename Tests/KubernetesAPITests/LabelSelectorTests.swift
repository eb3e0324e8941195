import TestSupport
import KubernetesAPI
import Testing

struct LabelSelectorTests {
  @Test(arguments: [
    ("", ""),
    ("  ", ""),
    ("a=b", "a=b"),
    (" a = b ", "a=b"),
    ("b=1,a==2", "a==2,b=1"),
    ("a=", "a="),
    ("a=,b", "a=,b"),
    ("!a", "!a"),
    ("! a", "!a"),
    ("a", "a"),
    ("a!=b", "a!=b"),
    ("x in (foo,,baz),y,z notin ()", "x in (,baz,foo),y,z notin ()"),
    ("x in (in,notin)", "x in (in,notin)"),
    ("in in (a)", "in in (a)"),
    ("a in (b,b)", "a in (b)"),
    ("a in (,)", "a in ()"),
    ("g>1,h<2", "g>1,h<2"),
    ("example.com/a-b_c.d=E", "example.com/a-b_c.d=E"),
  ])
  func `parses and spells`(_ text: String, _ spelled: String) throws {
    let selector = try LabelSelector(parsing: text)
    #expect(selector.description == spelled)
    #expect(try LabelSelector(parsing: spelled) == selector)
  }

  @Test(arguments: [
    "a====b c", ",", "a,", ",a", "a,,b", "a b", "=b", "a in b", "a in (b", "a in (b c)", "a in",
    "!a=b", "!!a", "a=b=c", "(a)", "a>b", "a<1.5", "a>", "-a=b", "a/=b", "/a", "A.b/c", "a/b/c",
    "a=-b", "a in (b!)", "a=b\u{0}",
    String(repeating: "a", count: 64), "a=" + String(repeating: "b", count: 64),
  ])
  func `refuses what the API server refuses`(_ text: String) {
    #expect(throws: LabelSelectorError.self) { try LabelSelector(parsing: text) }
  }

  @Test func `words a misplaced operator as the API server does`() {
    let error = #expect(throws: LabelSelectorError.self) {
      try LabelSelector(parsing: "a====b c")
    }
    #expect(
      error?.description == "unable to parse requirement: found '==', expected: identifier")
  }

  @Test(arguments: [
    ("", true), ("a=1", true), ("a==1", true), ("a=2", false), ("a!=2", true), ("a!=1", false),
    ("c!=1", true), ("c=1", false), ("c=", false), ("e=", true), ("c", false), ("!c", true),
    ("!a", false), ("a in (1,2)", true), ("a notin (1,2)", false), ("c notin (1)", true),
    ("c in ()", false), ("e in ()", true), ("a>0", true), ("a>1", false), ("a<2", true),
    ("b>0", false), ("c<9", false), ("a=1,b=x", true), ("a=1,b=y", false),
  ])
  func `matches by every requirement`(_ text: String, _ expected: Bool) throws {
    let labels = ["a": "1", "b": "x", "e": ""]
    #expect(try LabelSelector(parsing: text).matches(labels) == expected)
  }

  @Test func `reads the structured form`() throws {
    let selector = try LabelSelector(
      matchLabels: ["tier": "gold"],
      matchExpressions: [
        .init(key: "zone", operator: "In", values: ["b", "a"]),
        .init(key: "old", operator: "DoesNotExist"),
        .init(key: "age", operator: "NotIn", values: ["9"]),
        .init(key: "pool", operator: "Exists"),
      ])
    #expect(selector.description == "age notin (9),!old,pool,tier=gold,zone in (a,b)")
    #expect(selector.matches(["tier": "gold", "zone": "a", "pool": ""]))
    #expect(!selector.matches(["tier": "gold", "zone": "a"]))
  }

  @Test(arguments: [
    LabelSelector.Expression(key: "a", operator: "In"),
    .init(key: "a", operator: "NotIn"),
    .init(key: "a", operator: "Exists", values: ["b"]),
    .init(key: "a", operator: "DoesNotExist", values: ["b"]),
    .init(key: "a", operator: "in", values: ["b"]),
    .init(key: "a", operator: "Gt", values: ["1"]),
    .init(key: "a b", operator: "Exists"),
    .init(key: "a", operator: "In", values: ["b c"]),
  ])
  func `refuses a broken expression`(_ expression: LabelSelector.Expression) {
    #expect(throws: LabelSelectorError.self) {
      try LabelSelector(matchLabels: [:], matchExpressions: [expression])
    }
  }

  @Test func `joins two selectors without merging their requirements`() throws {
    let both = try LabelSelector(parsing: "a=1").and(LabelSelector(parsing: "a!=1"))
    #expect(both.description == "a=1,a!=1")
    #expect(!both.matches(["a": "1"]))
    #expect(!both.matches(["a": "2"]))
  }

  @Test func `spells what it parsed for any selector`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let requirements = try (0..<Int.random(in: 0...4, using: &random)).map { _ in
        try LabelRequirement.random(using: &random)
      }
      let selector = LabelSelector(requirements: requirements)
      #expect(try LabelSelector(parsing: selector.description) == selector)
    }
  }

  @Test func `never traps on any bytes`() {
    var random = SeededGenerator(seed: 8)
    let alphabet = Array("ab1=!(),<> in notin/.-\u{0}é".utf8)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...14, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let selector = try? LabelSelector(parsing: text) else { continue }
      #expect((try? LabelSelector(parsing: selector.description)) == selector)
    }
  }
}

extension LabelRequirement {
  fileprivate static func random(
    using random: inout SeededGenerator
  ) throws -> LabelRequirement {
    let key = ["a", "b", "c.d/e", "in"].randomElement(using: &random) ?? "a"
    let values = ["", "1", "x", "notin"].filter { _ in Bool.random(using: &random) }
    let value = values.first ?? "1"
    return switch Int.random(in: 0...8, using: &random) {
    case 0: try LabelRequirement(key, .equals, [value])
    case 1: try LabelRequirement(key, .doubleEquals, [value])
    case 2: try LabelRequirement(key, .notEquals, [value])
    case 3: try LabelRequirement(key, .in, values.isEmpty ? [value] : values)
    case 4: try LabelRequirement(key, .notIn, values.isEmpty ? [value] : values)
    case 5: try LabelRequirement(key, .exists)
    case 6: try LabelRequirement(key, .doesNotExist)
    case 7: try LabelRequirement(key, .greaterThan, ["5"])
    default: try LabelRequirement(key, .lessThan, ["5"])
    }
  }
}
