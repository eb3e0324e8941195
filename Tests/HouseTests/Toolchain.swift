import Harness
import Wire

/// The tools that build the package.
enum Toolchain {
  /// Runs a command of `swift` to its end.
  static func swift(_ words: String..., in run: Run) async throws -> Finished {
    try await run.run(
      "/usr/bin/env", ["swift"] + words, environment: ProcessEnvironment.variables,
      within: .seconds(300))
  }
}
