import Harness
import Testing
import Wire

extension EndToEnd {
  /// The table of guarantees: every filtered resource in every verb, form and kind of watch.
  @Suite struct Guarantees {
    /// The page is written anew when the environment says so.
    private static let isRecording = ProcessEnvironment.variables["GUARANTEES_RECORD"] != nil

    @Test(arguments: Ground.all)
    func `are what their page says`(ground: Ground) async throws {
      let stage = try await GuaranteeStage.ready(ground)
      var page = GuaranteePage()
      for resource in GuaranteedResource.all {
        page.reads.append((resource.description, try await reads(resource, on: stage)))
        page.writes.append((resource.description, try await writes(resource, on: stage)))
      }
      let text = page.text
      if Self.isRecording, ground == .sandbox {
        try Folder.write(text, to: GuaranteePage.file)
      }
      let written = Folder.text(of: GuaranteePage.file)
      let (now, then) = (text.split(separator: "\n"), written.split(separator: "\n"))
      #expect(now.count == then.count)
      for (line, expected) in zip(now, then) { #expect(line == expected) }
    }

    private func reads(
      _ resource: GuaranteedResource, on stage: GuaranteeStage
    ) async throws -> [GuaranteePage.Row] {
      let cells = GuaranteedRead.allCases.flatMap { read in
        GuaranteedForm.all(read.metadataKind).map { (read, $0) }
      }
      let outcomes = try await atOnce(cells) { try await stage.outcome(of: $0.0, resource, $0.1) }
      for (cell, outcome) in zip(cells, outcomes) {
        #expect(!outcome.isBroken, "\(cell.0) \(resource) as \(cell.1): \(outcome)")
      }
      return rows(GuaranteedRead.allCases.map(\.description), outcomes)
    }

    private func writes(
      _ resource: GuaranteedResource, on stage: GuaranteeStage
    ) async throws -> [GuaranteePage.Row] {
      let cells = GuaranteedWrite.allCases.flatMap { write in
        GuaranteePage.attempts.map { (write, $0) }
      }
      let outcomes = try await atOnce(cells) { write, attempt in
        try await stage.outcome(of: write, resource, named: attempt.name, by: attempt.user)
      }
      for (cell, outcome) in zip(cells, outcomes) {
        #expect(!outcome.isBroken, "\(cell.0) \(resource), \(cell.1.heading): \(outcome)")
      }
      return rows(GuaranteedWrite.allCases.map(\.description), outcomes)
    }

    private func rows(_ titles: [String], _ outcomes: [Guarantee]) -> [GuaranteePage.Row] {
      let width = outcomes.count / titles.count
      return titles.enumerated().map { index, title in
        GuaranteePage.Row(
          title: title,
          cells: outcomes[index * width..<(index + 1) * width].map(\.description))
      }
    }

    /// The results in order, with so many under way at once.
    private func atOnce<Cell: Sendable>(
      _ cells: [Cell], _ body: @escaping @Sendable (Cell) async throws -> Guarantee
    ) async throws -> [Guarantee] {
      try await withThrowingTaskGroup(of: (Int, Guarantee).self) { group in
        var results = [Guarantee](repeating: .passed, count: cells.count)
        var next = 0
        func add() {
          guard next < cells.count else { return }
          let (index, cell) = (next, cells[next])
          group.addTask { (index, try await body(cell)) }
          next += 1
        }
        for _ in 0..<12 { add() }
        while let (index, outcome) = try await group.next() {
          results[index] = outcome
          add()
        }
        return results
      }
    }
  }
}
