internal import Foundation

/// A program of somebody else that `make deps` fetched.
package struct Tool: Sendable {
  package let path: String

  package static let helm = Tool("helm-3.17")
  package static let kubens = Tool("kubens")

  private init(_ name: String) { path = BuiltProgram.packageRoot + "/.build/tools/" + name }

  package var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Runs it with a home and a kubeconfig.
  ///
  /// - Parameter kubectl: the one that a script is to use.
  package func callAsFunction(
    _ words: [String], kubeconfig: String, home: String, kubectl: Kubectl? = nil, in run: Run
  ) async throws -> Finished {
    var environment = ["HOME": home, "KUBECONFIG": kubeconfig, "PATH": "/usr/bin:/bin"]
    environment["KUBECTL"] = kubectl?.path
    return try await run.run(path, words, environment: environment)
  }
}
