import Harness

/// The answers of a real server to a chapter, as a text file.
///
/// A line `### name` begins an answer; a line of an answer that begins with `#` or `\` has a `\`
/// before it.
struct Recording: Sendable {
  let answers: [Answer]

  private static let folder = BuiltProgram.packageRoot + "/Tests/HonestyTests/Recordings"

  init(_ answers: [Answer]) { self.answers = answers }

  /// What was recorded for a chapter; nil when there is nothing.
  init?(of chapter: String) {
    let path = Self.path(chapter)
    guard Folder.exists(path) else { return nil }
    var answers: [Answer] = []
    var step = ""
    var lines: [Substring] = []
    // The text ends with the end of its last line.
    for line in Folder.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    {
      guard line.hasPrefix("### ") else {
        lines.append(line.hasPrefix("\\") ? line.dropFirst() : line)
        continue
      }
      if !step.isEmpty { answers.append(Answer(step: step, text: lines.joined(separator: "\n"))) }
      step = String(line.dropFirst(4))
      lines = []
    }
    if !step.isEmpty { answers.append(Answer(step: step, text: lines.joined(separator: "\n"))) }
    self.answers = answers
  }

  /// Writes the file of a chapter.
  func write(_ chapter: String) throws {
    var text = ""
    for answer in answers {
      text += "### \(answer.step)\n"
      for line in answer.text.split(separator: "\n", omittingEmptySubsequences: false) {
        text += (line.hasPrefix("#") || line.hasPrefix("\\") ? "\\" : "") + line + "\n"
      }
    }
    try Folder.existing(Self.folder).write(text, to: Self.file(chapter))
  }

  private static func file(_ chapter: String) -> String {
    chapter.replacing(" ", with: "-") + ".txt"
  }

  private static func path(_ chapter: String) -> String { folder + "/" + file(chapter) }
}
