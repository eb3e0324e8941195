internal import Foundation

/// A program of somebody else that `make deps` fetched.
package struct Tool: Sendable {
  package let path: String

  package static let helm = Tool("helm-3.17")
  package static let kubens = Tool("kubens")
  /// What checks metrics and rules as Prometheus reads them.
  package static let promtool = Tool("promtool")

  private init(_ name: String) { path = BuiltProgram.packageRoot + "/.build/tools/" + name }

  package var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Runs it with a home and a kubeconfig.
  ///
  /// - Parameters:
  ///   - kubectl: the one that a script is to use.
  ///   - input: what it reads on its standard input.
  package func callAsFunction(
    _ words: [String], kubeconfig: String, home: String, kubectl: Kubectl? = nil,
    input: [UInt8]? = nil, in run: Run
  ) async throws -> Finished {
    var environment = ["HOME": home, "KUBECONFIG": kubeconfig, "PATH": "/usr/bin:/bin"]
    environment["KUBECTL"] = kubectl?.path
    return try await run.run(path, words, environment: environment, input: input)
  }
}
