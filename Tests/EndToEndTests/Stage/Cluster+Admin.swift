import Harness
import JSON

extension Cluster {
  /// What an administrator's kubectl answers, past the proxy.
  ///
  /// - Throws: `PreparationError` when it fails.
  @discardableResult
  func admin(_ words: [String], input: String? = nil) async throws -> String {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let finished = try await kubectl(
      words, kubeconfig: apiServer.adminKubeconfig, input: input, in: run)
    guard finished.exitCode == 0 else {
      throw PreparationError(command: words.joined(separator: " "), errors: finished.errors)
    }
    return finished.output
  }

  /// Runs one command line of an administrator, split at its spaces.
  @discardableResult
  func admin(_ line: String) async throws -> String {
    try await admin(line.split(separator: " ").map(String.init))
  }

  /// Makes an object.
  func create(_ object: JSONValue) async throws {
    try await admin(
      ["create", "-f", "-"], input: String(decoding: object.encoded(), as: UTF8.self))
  }
}
