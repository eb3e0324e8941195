import Foundation
import Harness
import Wire

/// The commands of a page of the documentation, to be run as they stand there.
///
/// Blocks marked `sh` are one script, in their order; a block without a mark behind one of them is
/// what that one prints, to the byte. Other blocks are files and examples, and are not run. Only
/// addresses are replaced, by free ones.
struct PageScript: Sendable {
  private struct Block {
    let commands: String
    let output: String?
  }

  /// What one block printed, and what the page says that it prints.
  struct Output: Sendable, Equatable {
    let commands: String
    let printed: String
    let expected: String
  }

  static let folder = BuiltProgram.packageRoot + "/Sources/bailiwick/Bailiwick.docc"

  /// Addresses that pages name.
  private static let addresses = [9443, 9090, 8001].map { "127.0.0.1:\($0)" }

  private let blocks: [Block]

  init(page: String) throws {
    let text = Folder.text(of: "\(Self.folder)/\(page)")
    let fences = text.matches(of: /(?m)^```(\w*)\n((?:(?!```).*\n)*)```$/)
    var blocks: [Block] = []
    for (index, fence) in fences.enumerated() where fence.1 == "sh" {
      let next = fences.dropFirst(index + 1).first
      blocks.append(
        Block(
          commands: String(fence.2), output: next?.1 == "" ? next.map { String($0.2) } : nil))
    }
    guard !blocks.isEmpty else { throw Timeout("\(page) has no commands") }
    self.blocks = blocks
  }

  /// Runs the script as an administrator with this kubeconfig, in a new folder that has `config` and
  /// `charts` in it, and ends whatever it left running.
  ///
  /// - Throws: `PreparationError` when a command fails.
  func run(kubeconfig: String, loops: EventLoops, in run: Run) async throws -> [Output] {
    let folder = try run.folder.folder("page-\(UUID().uuidString.prefix(8))")
    let tools = try folder.folder("bin")
    let manager = FileManager.default
    for name in ["config", "charts"] {
      try manager.createSymbolicLink(
        atPath: folder.file(name), withDestinationPath: "\(BuiltProgram.packageRoot)/\(name)")
    }
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    for (name, path) in [
      ("bailiwick", BuiltProgram.bailiwick), ("kubectl", kubectl.path), ("helm", Tool.helm.path),
    ] {
      try manager.createSymbolicLink(atPath: tools.file(name), withDestinationPath: path)
    }
    let ports = try await FreePorts.pick(Self.addresses.count, on: loops)
    let addresses = zip(Self.addresses, ports.map { "127.0.0.1:\($0)" })
    var script = """
      cd \(folder.path)
      trap 'kill $(jobs -p) 2>/dev/null || true; wait' EXIT
      set -euo pipefail

      """
    for (index, block) in blocks.enumerated() {
      script += "exec >\(folder.file("output-\(index)"))\n\(block.commands)"
    }
    for (old, new) in addresses { script = script.replacing(old, with: new) }
    let finished = try await run.run(
      "/bin/bash", ["-c", script],
      environment: [
        "PATH": "\(tools.path):/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
        "KUBECONFIG": kubeconfig,
      ], within: .seconds(180))
    guard finished.exitCode == 0 else {
      throw PreparationError(command: "a page", errors: finished.errors)
    }
    return blocks.enumerated().compactMap { index, block in
      guard let expected = block.output else { return nil }
      var printed = Folder.text(of: folder.file("output-\(index)"))
      for (old, new) in addresses { printed = printed.replacing(new, with: old) }
      return Output(commands: block.commands, printed: printed, expected: expected)
    }
  }
}
