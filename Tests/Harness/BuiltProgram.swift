internal import Foundation

/// The programs of this package, as they were built beside the running one.
package enum BuiltProgram {
  /// The folder of the build that the running program came from.
  package static var folder: String {
    let this = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: this).deletingLastPathComponent().path
  }

  package static var bailiwick: String { folder + "/bailiwick" }

  /// The root of this package.
  package static var packageRoot: String {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  }
}
