import Foundation
import Testing

/// The manifests that the build puts into the program.
@Suite struct `The embedded manifests` {
  private static let folder = "Sources/bailiwick/Manifests"

  /// What `config` holds, but for what says how kubectl puts the files together.
  private static func manifests() throws -> [String] {
    try Tree.files(below: "config", endingWith: ".yaml")
      .filter { !$0.hasSuffix("/kustomization.yaml") }
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

  @Test func `are all loaded`() throws {
    let list = try Tree.text("Sources/bailiwick/Sandbox/SandboxManifests.swift")
    for manifest in try Self.manifests() {
      #expect(list.contains("\"\(manifest)\""), "\(manifest)")
    }
  }
}
