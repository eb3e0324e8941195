import Foundation
import Testing

/// What the page of symptoms says that the program says, the program does say.
@Suite struct `The page of symptoms` {
  private static let path = "Sources/bailiwick/Bailiwick.docc/Troubleshooting.md"

  /// The program's words in a page: the first cells of tables that are headed so, and whatever of
  /// them is not left open.
  static func words(in page: String) -> [String] {
    var words: [String] = []
    var isTheProgram = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        isTheProgram = false
        continue
      }
      if line.hasPrefix("| the program says |") { isTheProgram = true }
      guard isTheProgram, let quoted = line.firstMatch(of: /^\| `([^`]+)` \|/)?.1 else { continue }
      words += quoted.split(separator: "…").map { part in
        String(part.trimmingCharacters(in: .whitespaces))
      }
    }
    return words
  }

  /// The text of all sources, with texts that are put together from several lines as one.
  private static func said() throws -> String {
    try Tree.files(below: "Sources", endingWith: ".swift").map(Tree.text).joined(separator: "\n")
      .replacing(/"\s*\n\s*\+ "/, with: "").replacing(#/ ?\\\n\s*/#, with: " ")
  }

  @Test func `repeats what the program says`() throws {
    let words = Self.words(in: try Tree.text(Self.path))
    #expect(words.count > 30)
    let said = try Self.said()
    #expect(words.filter { !said.contains($0) } == [])
  }

  @Test func `is read by its tables`() {
    let page = """
      | the program says | what |
      |---|---|
      | `one … two` | `three` |
      | four | |

      | what is so | what |
      |---|---|
      | `five` | |
      """
    #expect(Self.words(in: page) == ["one", "two"])
  }
}
