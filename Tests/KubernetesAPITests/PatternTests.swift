import TestSupport
import Testing

@testable import KubernetesAPI

@Suite struct PatternTests {
  @Test func `answers what Go answers for every row of the table`() {
    let rows = Fixture.lines(of: "patterns.tsv")
    #expect(rows.count > 1000)
    for row in rows {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard columns.count == 3 else {
        Issue.record("not three columns: \(row)")
        continue
      }
      let text = columns[1].split(separator: "␤", omittingEmptySubsequences: false)
        .joined(separator: "\n")
      let outcome =
        (try? Pattern(columns[0])).map { $0.matches(text) ? "yes" : "no" } ?? "error"
      #expect(outcome == columns[2], "\(columns[0]) on \(text.debugDescription)")
    }
  }

  @Test(
    arguments: [
      (#"a\1"#, 1, .backreference), (#"(?=a)"#, 0, .lookaround), (#"x(?!a)"#, 1, .lookaround),
      (#"(?<=a)b"#, 0, .lookaround), (#"(?<!a)b"#, 0, .lookaround),
      (#"a\p{Greek}"#, 1, .unicodeClass),
      (#"[\pL]"#, 1, .unicodeClass), (#"a**"#, 2, .nestedRepetition), (#"*"#, 0, .nothingToRepeat),
      (#"a|*"#, 2, .nothingToRepeat), (#"(+)"#, 1, .nothingToRepeat),
      (#"ab("#, 2, .missingParenthesis),
      (#"ab)"#, 2, .unexpectedParenthesis), (#"ab[c"#, 2, .missingBracket),
      (#"[z-a]"#, 1, .classRange),
      (#"[a[:foo:]]"#, 2, .className), (#"ab\"#, 2, .trailingBackslash), (#"a\y"#, 1, .escape),
      (#"a\x{110000}"#, 1, .escape), (#"(?x)a"#, 0, .groupSyntax), (#"(?P<a-b>c)"#, 0, .groupName),
      (#"a{1001}"#, 1, .repeatCount), (#"a{3,2}"#, 1, .repeatCount), (#"(?i)é"#, 4, .foldedLetter),
      (#"(?i)[à-ü]"#, 5, .foldedLetter),
    ] as [(String, Int, PatternError.Reason)])
  func `names the position and the reason`(
    source: String, position: Int, reason: PatternError.Reason
  ) {
    #expect(throws: PatternError(reason, at: position)) { try Pattern(source) }
  }

  @Test func `tells the position and the reason in words`() {
    let error = PatternError(.lookaround, at: 3)
    #expect("\(error)" == "byte 3: lookaround is not supported")
  }

  @Test func `refuses a source over one KiB and takes one of exactly that`() throws {
    #expect(throws: PatternError(.sourceTooLong, at: 0)) {
      try Pattern(String(repeating: "a", count: Pattern.sourceLimit + 1))
    }
    let longest = try Pattern(String(repeating: "a", count: Pattern.sourceLimit))
    #expect(longest.matches(String(repeating: "a", count: Pattern.sourceLimit)))
    #expect(!longest.matches(String(repeating: "a", count: Pattern.sourceLimit - 1)))
  }

  @Test(arguments: [
    "(a{100}){100}", "((a{50}){50}){2}", "(a|b|c){999}", ".{1000}.{1000}.{1000}.{1000}.{1000}",
    "(((((a{9}){9}){9}){9}){9}){9}",
  ])
  func `refuses a program that would be too long`(source: String) {
    #expect {
      try Pattern(source)
    } throws: { error in
      (error as? PatternError)?.reason == .programTooLong
    }
  }

  @Test(arguments: ["(){1000}", "((){1000}){1000}", "(((){1000}){1000}){1000}", "(|){1000}"])
  func `repeats nothing without work`(source: String) throws {
    let pattern = try Pattern(source)
    #expect(pattern.programLength <= Pattern.programLimit)
    #expect(pattern.matches(""))
  }

  @Test func `takes groups nested as deep as a source can hold`() throws {
    let deep = String(repeating: "(", count: 511) + "a" + String(repeating: ")", count: 511)
    #expect(try Pattern(deep).matches("xax"))
    let starred =
      String(repeating: "(?:", count: 200) + "a" + String(repeating: ")*", count: 200) + "b"
    #expect(try Pattern(starred).matches("aaab"))
  }

  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a|aa)+b", "((a*)*)*b", "(a?){40}a{40}b", "(.*)*(.*)*(.*)*b",
    "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:a{1,5}){1,10}b",
  ])
  func `does work bounded by program and text`(source: String) throws {
    let pattern = try Pattern(source)
    for count in [10, 100, 10_000] {
      let text = String(repeating: "a", count: count)
      #expect(!pattern.matches(text))
      #expect(pattern.steps(on: text) <= pattern.programLength * (count + 1))
    }
  }

  @Test func `grows its work with the text and not faster`() throws {
    let pattern = try Pattern("(a*)*b")
    let (short, long) = (String(repeating: "a", count: 1000), String(repeating: "a", count: 10_000))
    #expect(pattern.steps(on: long) <= 11 * pattern.steps(on: short))
  }

  @Test func `stops at once where an anchored pattern cannot match`() throws {
    #expect(try Pattern("^b").steps(on: String(repeating: "a", count: 10_000)) < 10)
  }

  @Test func `never crashes on what is no pattern`() {
    var random = SeededGenerator(seed: 11)
    let alphabet = Array(#"ab()[]{}|*+?^$\.-:<>=!,0129PQEdwsxip#é"#)
    var compiled = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...14, using: &random)
      let source = String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
      guard let pattern = try? Pattern(source) else { continue }
      compiled += 1
      let text = "ab-é\n(1)"
      #expect(pattern.steps(on: text) <= pattern.programLength * (text.utf8.count + 1))
    }
    #expect(compiled > 1000)
  }

  @Test(
    arguments: [
      ("^.{2}$", [0xFF, 0xC3], true), (#"^\x{FFFD}$"#, [0xC0], true), ("é", [0xC3], false),
      (#"^\x{FFFD}{3}$"#, [0xED, 0xA0, 0x80], true), ("^é$", [0xC3, 0xA9], true),
    ] as [(String, [UInt8], Bool)])
  func `reads bytes that are no UTF-8 as replacement characters`(
    source: String, bytes: [UInt8], matches: Bool
  ) throws {
    let answer = try Pattern(source).matches(bytes.span)
    #expect(answer == matches)
  }
}
