internal import Foundation

/// One kubectl binary.
package struct Kubectl: Sendable, CustomStringConvertible {
  package let path: String

  /// The file's name, which tells the version: `kubectl-1.37`.
  package var description: String { URL(fileURLWithPath: path).lastPathComponent }

  /// The kubectls that `BAILIWICK_KUBECTLS` lists (paths with colons between), or those that
  /// `make deps` fetched.
  package static let all: [Kubectl] = {
    let tools = BuiltProgram.packageRoot + "/.build/tools"
    let fetched = ["1.20", "1.32", "1.37"].map { "\(tools)/kubectl-\($0)" }
    let listed = ProcessInfo.processInfo.environment["BAILIWICK_KUBECTLS"]?
      .split(separator: ":").map(String.init)
    return (listed ?? fetched)
      .filter(FileManager.default.isExecutableFile(atPath:)).map(Kubectl.init(path:))
  }()

  package init(path: String) { self.path = path }

  /// Runs a command with an empty home: no cache, no configuration but `kubeconfig`.
  ///
  /// - Parameters:
  ///   - editor: the command line that edits a file in somebody's place.
  ///   - settings: variables of the environment that kubectl reads.
  package func callAsFunction(
    _ words: [String], kubeconfig: String, input: String? = nil, editor: String? = nil,
    settings: [String: String] = [:], within limit: Duration = .seconds(60), in run: Run
  ) async throws -> Finished {
    let home = run.folder.file("home-\(UUID().uuidString)")
    defer { Folder.remove(home) }
    var environment = environment(kubeconfig, home: home).merging(settings) { $1 }
    environment["KUBE_EDITOR"] = editor
    return try await run.run(
      path, words, environment: environment, input: input.map { Array($0.utf8) }, within: limit)
  }

  /// Starts a command that goes on, such as a watch.
  package func start(
    _ words: [String], kubeconfig: String, settings: [String: String] = [:], in run: Run
  ) throws -> ChildProcess {
    let home = run.folder.file("home-\(UUID().uuidString)")
    return try ChildProcess(
      path, words, environment: environment(kubeconfig, home: home).merging(settings) { $1 },
      in: run)
  }

  private func environment(_ kubeconfig: String, home: String) -> [String: String] {
    ["HOME": home, "KUBECONFIG": kubeconfig, "PATH": "/usr/bin:/bin"]
  }
}
