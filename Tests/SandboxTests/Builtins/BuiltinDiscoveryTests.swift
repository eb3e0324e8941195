import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

/// The catalogue beside the discovery documents of a real server.
struct BuiltinDiscoveryTests {
  @Test(arguments: BuiltinResources.all.map { "\($0.groupResource)" })
  func `a resource is as discovery lists it`(_ name: String) throws {
    let resource = try #require(BuiltinResources.all.first { "\($0.groupResource)" == name })
    let document = try RecordedTable.fixture(
      resource.group.isEmpty ? "discovery.api.aggregated.json" : "discovery.apis.aggregated.json")
    let group = document.items("items").first { $0.name == resource.group }
    let version = group?.items("versions")
      .first { $0.text("version") == resource.versions[0].name }
    let listed = try #require(
      version?.items("resources").first { $0.text("resource") == resource.names.plural })
    func words(_ value: JSONValue, _ key: String) -> [String] {
      value.items(key).compactMap(\.string)
    }
    #expect(resource.names.kind == listed.text("responseKind", "kind"))
    #expect(resource.isNamespaced == (listed.text("scope") == "Namespaced"))
    #expect(resource.names.singular == listed.text("singularResource"))
    #expect(resource.verbs == words(listed, "verbs"))
    #expect(resource.names.shortNames == words(listed, "shortNames"))
    #expect(resource.names.categories == words(listed, "categories"))
    let parts = resource.versions[0].subresources
    #expect(parts.map(\.name) == listed.items("subresources").map { $0.text("subresource") })
    for (part, known) in zip(parts, listed.items("subresources")) {
      #expect(part.verbs == words(known, "verbs"), "\(part.name)")
      #expect((part.kind?.kind ?? resource.names.kind) == known.text("responseKind", "kind"))
    }
  }

  @Test(arguments: BuiltinResources.all.compactMap(\.message))
  func `a resource has a schema`(_ message: String) {
    #expect(SchemaTable.structure(message) != nil)
  }

  @Test func `no resource is there twice`() {
    let names = BuiltinResources.all.map(\.groupResource)
    #expect(Set(names).count == names.count)
    #expect(Set(names.map(\.group)).subtracting([""]) == Set(BuiltinResources.groups))
  }
}
