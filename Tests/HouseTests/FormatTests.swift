import Harness
import Testing

/// The layout of the code, which no reader should have to think about.
@Suite(.timeLimit(.minutes(5))) struct `The format` {
  @Test func `is swift format's`() async throws {
    let root = Tree.root
    let finished = try await Toolchain.swift(
      "format", "lint", "--strict", "-r", "--parallel", "--configuration",
      "\(root)/.swift-format", "\(root)/Sources", "\(root)/Tests", "\(root)/Package.swift",
      in: Run("bailiwick-house"))
    #expect(finished.exitCode == 0, "make fmt formats; the rest is:\n\(finished.errors)")
  }
}
