/// A Swift file, line by line, with and without its comments.
struct SourceFile {
  let path: String
  /// The lines as they are, without their ends.
  let lines: [Substring]
  /// The lines without comments.
  ///
  /// A comment begins with two slashes at the start of a line or after a space, which a URL in a
  /// string does not have before them. There are no block comments in the house.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    code = lines.map(Self.withoutComment)
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var before = (UInt8(ascii: " "), UInt8(ascii: " "))
    for index in line.utf8.indices {
      let byte = line.utf8[index]
      if byte == UInt8(ascii: "/"), before == (UInt8(ascii: " "), byte) {
        return line[..<line.utf8.index(before: index)]
      }
      before = (before.1, byte)
    }
    return line
  }

  /// The folder below `Sources` or `Tests` that the file belongs to.
  var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// How many lines there are; the last one ends the file.
  var length: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// The modules that the file imports.
  var imports: [String] {
    code.filter { $0.contains("import ") }.compactMap { line in
      (try?
        /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|func|protocol|typealias|let|var)\s+)?(\w+)/
        .firstMatch(in: line)).map { String($0.1) }
    }
  }

  /// The places where the code matches, such as `Sources/Wire/X.swift:12`.
  func places(of pattern: some RegexComponent) -> [String] {
    code.enumerated().filter { $0.element.contains(pattern) }.map { "\(path):\($0.offset + 1)" }
  }

  /// The places where a line matches, comments included.
  func placesAnywhere(of pattern: some RegexComponent) -> [String] {
    lines.enumerated().filter { $0.element.contains(pattern) }.map { "\(path):\($0.offset + 1)" }
  }
}
