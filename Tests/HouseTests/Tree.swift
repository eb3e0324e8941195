import Foundation
import Harness

/// The files of this package, by their paths from its root.
enum Tree {
  static let root = BuiltProgram.packageRoot
  private static let rootURL = URL(fileURLWithPath: root)

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: rootURL.appending(path: path), encoding: .utf8)
  }

  /// The files below a folder whose names end so, in the order of their paths.
  static func files(below folder: String, endingWith suffix: String = "") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: rootURL.appending(path: folder).path)
      .map { "\(folder)/\($0)" }
      .filter { $0.hasSuffix(suffix) && !isFolder($0) }
      .sorted()
  }

  /// The Swift files of `Sources`, read once.
  static let sources = Result {
    try files(below: "Sources", endingWith: ".swift").map {
      SourceFile(path: $0, text: try text($0))
    }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: rootURL.appending(path: path).path)
  }

  private static func isFolder(_ path: String) -> Bool {
    let values = try? rootURL.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory ?? false
  }
}
