internal import Foundation

/// A Python with the clients that `make deps` installs for it.
package struct Python: Sendable {
  private let packages: String

  /// The one that is there; nil before `make deps`.
  package static let installed: Python? = {
    let packages = BuiltProgram.packageRoot + "/.build/tools/python"
    let isThere = FileManager.default.fileExists(atPath: packages + "/helm_python")
    return isThere ? Python(packages: packages) : nil
  }()

  /// Runs a script to its end, with an empty home.
  package func callAsFunction(
    _ script: String, _ words: [String], within limit: Duration, in run: Run
  ) async throws -> Finished {
    let home = run.folder.file("home-\(UUID().uuidString)")
    defer { Folder.remove(home) }
    return try await run.run(
      "/usr/bin/env", ["python3", script] + words, environment: environment(home: home),
      within: limit)
  }

  /// Starts a script that goes on.
  package func start(_ script: String, _ words: [String], in run: Run) throws -> ChildProcess {
    let home = run.folder.file("home-\(UUID().uuidString)")
    return try ChildProcess(
      "/usr/bin/env", ["python3", script] + words, environment: environment(home: home), in: run)
  }

  private func environment(home: String) -> [String: String] {
    [
      "HOME": home, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1",
    ]
  }
}
