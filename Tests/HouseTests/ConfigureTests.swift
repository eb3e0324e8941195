import Foundation
import Harness
import JSON
import Testing

/// The page of all flags, which is written out of the program.
@Suite(.timeLimit(.minutes(5))) struct `The page of flags` {
  /// The page is written anew when the environment says so.
  private static let isRecording = ProcessInfo.processInfo.environment["CONFIGURE_RECORD"] != nil

  private static func flags(of command: String) async throws -> [Flag] {
    let finished = try await Run("bailiwick-house").run(
      BuiltProgram.bailiwick, [command, "--experimental-dump-help"])
    return try Flag.all(of: command, in: JSONValue(parsing: Array(finished.output.utf8)))
  }

  @Test func `has every flag, with what the program says of it`() async throws {
    let serve = try await Self.flags(of: "serve")
    let page = ConfigurePage(
      serve: serve, kubeconfig: try await Self.flags(of: "kubeconfig"),
      sandbox: try await Self.flags(of: "sandbox"))
    if Self.isRecording { try Folder.write(page.text, to: "\(Tree.root)/\(ConfigurePage.path)") }
    let written = try Tree.text(ConfigurePage.path)
    #expect(
      written == page.text,
      "if it should be so: CONFIGURE_RECORD=1 swift test --filter flags")
    for flag in serve { #expect(written.contains(flag.row[0]), "\(flag.name)") }
  }

  @Test(arguments: [
    ("listen", "Where it listens, and where the API server is"),
    ("oidc-ca-file", "Tokens of an issuer"),
    ("max-streams", "Limits"), ("never-heard-of", "Everything else"),
  ])
  func `puts flags where they belong`(_ name: String, _ title: String) {
    let flag = Flag(name: "--\(name)", value: "", standard: nil, abstract: "")
    #expect(ConfigurePage.topic(of: flag) == title)
  }
}
