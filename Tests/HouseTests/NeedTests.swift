import JSON
import KubernetesAPI
import Rights
import Testing
import YAML

/// That `config` gives exactly the rights of the one list of them.
@Suite struct `The list of needs` {
  private static let manifests = Set(Need.all.map(\.manifest)).sorted()

  /// The rights that the roles of a file give, each by itself.
  private static func given(by file: String) throws -> [Right] {
    try YAML.documents(Array(Tree.text(file).utf8)).flatMap { role -> [Right] in
      guard role["kind"] == "ClusterRole" || role["kind"] == "Role" else { return [] }
      let place: Right.Place =
        switch role["metadata", "namespace"]?.string {
        case nil: .cluster
        case "dispatch": .dispatch
        default: .own
        }
      return (role["rules"]?.array ?? []).compactMap { AccessRule($0) }
        .flatMap { $0.rights(in: place) }
    }
  }

  @Test(arguments: manifests)
  func `is what a manifest gives, right by right, and each once`(file: String) throws {
    let needed = Set(Need.all.filter { $0.manifest == file }.flatMap(\.rights))
    let given = try Self.given(by: file)
    #expect(Set(given).subtracting(needed) == [], "given, and in no need")
    #expect(needed.subtracting(given) == [], "needed, and not given")
    #expect(given.count == Set(given).count)
  }

  @Test func `names the manifests that there are`() throws {
    #expect(Self.manifests.count == 6)
    for file in try Tree.files(below: "config", endingWith: ".yaml")
    where file.hasPrefix("config/rbac/") || file.hasPrefix("config/constrained-impersonation/") {
      guard !(try Self.given(by: file)).isEmpty, !file.hasSuffix("widening.yaml") else { continue }
      #expect(Self.manifests.contains(file))
    }
  }

  @Test func `is the table of the page`() throws {
    let table = try Readme.read("Sources/bailiwick/Bailiwick.docc/Rights.md")
      .table(under: "What is needed, and what for")
    let expected = Need.all.map { need in
      [
        need.verbs.map { "`\($0)`" }.joined(separator: ", "),
        need.resources.map { "`\($0)`" }.joined(separator: ", ")
          + (need.names.isEmpty
            ? "" : " (\(need.names.map { "`\($0)`" }.joined(separator: ", ")))"),
        Self.word(need.place), need.purpose, need.symptom,
        "`\(need.manifest.trimmingPrefix("config/"))`",
      ]
    }
    #expect(
      table.rows == expected,
      "\(expected.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n"))")
  }

  private static func word(_ place: Right.Place) -> String {
    switch place {
    case .cluster: "everywhere"
    case .own: "the program's namespace"
    case .dispatch: "`dispatch`"
    }
  }
}
