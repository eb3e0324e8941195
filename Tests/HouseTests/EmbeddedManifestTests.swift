import Foundation
import Testing

/// The manifests that the build puts into the program.
@Suite struct `The embedded manifests` {
  private static let folder = "Sources/bailiwick/Manifests"

  /// What the sandbox does without: the policies, which it does not evaluate, the rights that take the
  /// place of others, and an example that its own does not need.
  private static let left = [
    "config/policies/", "config/constrained-impersonation/", "config/samples/controllers/",
    "config/samples/sidecar/",
  ]

  /// What `config` holds for the sandbox, but for what says how kubectl puts the files together.
  private static func manifests() throws -> [String] {
    try Tree.files(below: "config", endingWith: ".yaml").filter { file in
      !file.hasSuffix("/kustomization.yaml") && !left.contains { file.hasPrefix($0) }
    }
  }

  @Test func `are links to every manifest of config`() throws {
    let links = try Tree.files(below: Self.folder)
    let targets = try links.map { link in
      let path = "\(Tree.root)/\(link)"
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: path)
      return String(target.trimmingPrefix("../../../"))
    }
    #expect(Set(targets) == Set(try Self.manifests()))
    for (link, target) in zip(links, targets) {
      let name = target.trimmingPrefix("config/").replacing("/", with: "-")
      #expect(link == "\(Self.folder)/\(name)")
    }
  }

  @Test(arguments: left)
  func `what is left out is there`(_ folder: String) throws {
    #expect(!(try Tree.files(below: folder, endingWith: ".yaml")).isEmpty)
  }

  @Test func `are all loaded`() throws {
    let list = try Tree.text("Sources/bailiwick/Sandbox/SandboxManifests.swift")
    for manifest in try Self.manifests() {
      #expect(list.contains("\"\(manifest)\""), "\(manifest)")
    }
  }
}
