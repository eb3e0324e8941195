import JSON
import TestSupport
import Testing

@testable import Wire

/// Everything an upstream can say wrongly, to the whole proxy: nobody gets a second answer, nor
/// another's.
@Suite("Torture by answers", .timeLimit(.minutes(5)))
struct AnswerTortureTests {
  private static func run(
    _ rows: [AnswerTorture], _ body: @escaping @Sendable (Stage, Recorder) async throws -> Void
  ) async throws {
    try await Recorder.run { message in
      guard let number = message.target.number(after: "answer=") else { return nil }
      return rows[number].reply
    } _: { stage, recorder in
      try await body(stage, recorder)
    }
  }

  /// Asks with the row's answer to come, and behind it on the same connection for another thing.
  private static func ask(
    _ row: AnswerTorture, _ number: Int, _ path: String, _ stage: Stage
  ) async throws -> (Answers, RawReply) {
    let canary = Torture.request("GET", "/api/v1/canary?same=\(number)", "Connection: close\r\n")
    let reply = try await stage.send(
      Torture.request(row.method, "\(path)?answer=\(number)") + canary)
    return (Answers(reply.text, to: [row.method]), reply)
  }

  /// Others get their own, through the same pools.
  private static func expectOthers(
    _ row: AnswerTorture, _ number: Int, _ stage: Stage
  ) async throws {
    let target = "/api/v1/canary?other=\(number)"
    let other = try await stage.ask(target, as: .bob)
    #expect(other.text.contains(target), "\(row.name): \(other)")
    let list = try await stage.ask("/api/v1/namespaces?canary=\(number)", as: .alice)
    #expect(list.text.contains("NamespaceList"), "\(row.name): \(list)")
  }

  @Test(arguments: [Torture.pods, "/api/v1/namespaces"])
  func `what is no answer is told with one Status`(_ path: String) async throws {
    let rows = AnswerTorture.refused
    try await Self.run(rows) { stage, _ in
      for (number, row) in rows.enumerated() {
        let (answers, reply) = try await Self.ask(row, number, path, stage)
        #expect(answers.all.count == 2 && answers.rest.isEmpty, "\(row.name): \(reply)")
        let refusal = try #require(answers.all.first, "\(row.name)")
        #expect([502, 503].contains(refusal.status), "\(row.name): \(reply)")
        let json = try? JSONValue(parsing: Array(refusal.body.utf8))
        #expect(json?["kind"] == "Status", "\(row.name): \(reply)")
        #expect(answers.all.last?.body.contains("same=\(number)") == true, "\(row.name): \(reply)")
        #expect(!reply.text.contains("h1dden"), "\(row.name)")
        try await Self.expectOthers(row, number, stage)
      }
    }
  }

  @Test func `an answer with one reading comes through, and nothing behind it`() async throws {
    let rows = AnswerTorture.answered
    try await Self.run(rows) { stage, _ in
      for (number, row) in rows.enumerated() {
        let (answers, reply) = try await Self.ask(row, number, Torture.pods, stage)
        guard case .answered(let status, let body) = row.outcome else { continue }
        #expect(answers.statuses == [status, 200], "\(row.name): \(reply)")
        #expect(answers.all.first?.body == body, "\(row.name): \(reply)")
        #expect(answers.all.allSatisfy(\.isWhole) && answers.rest.isEmpty, "\(row.name): \(reply)")
        #expect(answers.all.last?.body.contains("same=\(number)") == true, "\(row.name): \(reply)")
        #expect(body.contains("h1dden") || !reply.text.contains("h1dden"), "\(row.name): \(reply)")
        try await Self.expectOthers(row, number, stage)
      }
    }
  }

  @Test func `an answer that breaks off has no end, and nothing follows it`() async throws {
    let rows = AnswerTorture.brokenOff
    try await Self.run(rows) { stage, recorder in
      for (number, row) in rows.enumerated() {
        let (answers, reply) = try await Self.ask(row, number, Torture.pods, stage)
        guard case .broken(let status, let body) = row.outcome else { continue }
        let first = try #require(answers.all.first, "\(row.name)")
        #expect(!reply.text.contains("h1dden"), "\(row.name): \(reply)")
        try await Self.expectOthers(row, number, stage)
        // A reset may come before what was sent.
        if row.reply.end == .broken, [502, 503].contains(first.status) { continue }
        #expect(answers.statuses == [status], "\(row.name): \(reply)")
        #expect(!first.isWhole && body.hasPrefix(first.body), "\(row.name): \(reply)")
        #expect(!recorder.messages.contains { $0.target.contains("same=\(number)") }, "\(row.name)")
      }
    }
  }

  @Test func `a filtered answer that breaks off or is followed by another shows neither`()
    async throws
  {
    let rows = AnswerTorture.brokenOff + AnswerTorture.answered.filter { $0.method == "GET" }
    try await Self.run(rows) { stage, _ in
      for (number, row) in rows.enumerated() {
        let (answers, reply) = try await Self.ask(row, number, "/api/v1/namespaces", stage)
        #expect(answers.all.count == 2 && answers.rest.isEmpty, "\(row.name): \(reply)")
        let refusal = try #require(answers.all.first, "\(row.name)")
        #expect((400...504).contains(refusal.status), "\(row.name): \(reply)")
        #expect(!reply.text.contains("h1dden"), "\(row.name): \(reply)")
        #expect(answers.all.last?.body.contains("same=\(number)") == true, "\(row.name): \(reply)")
        try await Self.expectOthers(row, number, stage)
      }
    }
  }
}

extension String {
  /// The number that stands behind a word.
  fileprivate func number(after word: String) -> Int? {
    guard let place = Array(utf8).firstRange(of: Array(word.utf8)) else { return nil }
    return Int(
      String(
        decoding: utf8.dropFirst(place.upperBound).prefix { $0 > 0x2F && $0 < 0x3A }, as: UTF8.self)
    )
  }
}
