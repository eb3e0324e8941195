import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct DiscoveryTests {
  /// The resources a recorded server had, taken from its aggregated documents.
  private func recorded() throws -> [Resource] {
    var resources: [Resource] = []
    for name in ["discovery.api.aggregated.json", "discovery.apis.aggregated.json"] {
      for group in try DefinitionFixtures.fixture(name)["items"]?.array ?? [] {
        resources += Self.resources(group)
      }
    }
    return resources
  }

  private static func resources(_ group: JSONValue) -> [Resource] {
    let versions = group["versions"]?.array ?? []
    return (versions.first?["resources"]?.array ?? []).map { entry in
      let isCustom = entry["responseKind", "version"]?.string != ""
      return Resource(
        group: group.name,
        names: .init(
          plural: entry["resource"]?.string ?? "",
          kind: entry["responseKind", "kind"]?.string ?? "",
          singular: entry["singularResource"]?.string,
          shortNames: strings(entry["shortNames"]), categories: strings(entry["categories"])),
        isNamespaced: entry["scope"] == "Namespaced",
        versions: versions.map { version in
          ResourceVersion(
            name: version["version"]?.string ?? "", schema: .any,
            subresources: subresources(entry))
        },
        verbs: strings(entry["verbs"]), definition: isCustom ? entry["resource"]?.string : nil)
    }
  }

  private static func subresources(_ entry: JSONValue) -> [Subresource] {
    (entry["subresources"]?.array ?? []).map { subresource in
      let kind = subresource["responseKind"] ?? [:]
      return Subresource(
        name: subresource["subresource"]?.string ?? "", verbs: strings(subresource["verbs"]),
        kind: (
          kind["group"]?.string ?? "", kind["version"]?.string ?? "", kind["kind"]?.string ?? ""
        ))
    }
  }

  private static func strings(_ value: JSONValue?) -> [String] {
    value?.array?.compactMap(\.string) ?? []
  }

  @Test(arguments: [
    ("/api", nil, "discovery.api.admin.json"), ("/apis", nil, "discovery.apis.admin.json"),
    ("/api", DiscoveryForm.v2, "discovery.api.aggregated.json"),
    ("/apis", .v2, "discovery.apis.aggregated.json"),
    ("/api/v1", nil, "discovery.api_v1.json"), ("/apis/apps", nil, "discovery.apis_apps.json"),
    ("/apis/apps/v1", nil, "discovery.apis_apps_v1.json"),
  ])
  func `a document is what was recorded, byte for byte`(
    path: String, form: DiscoveryForm?, fixture: String
  ) throws {
    let discovery = try Discovery(resources: recorded(), serverAddress: "127.0.0.1:16443")
    let document = try #require(discovery.document(path: path, aggregated: form))
    #expect(try document.description == DefinitionFixtures.fixture(fixture).description)
  }

  @Test func `custom resources are listed as recorded, by name`() throws {
    let resources = ["widgets", "gadgets"].compactMap { name in
      try? CustomResource.resource(from: DefinitionFixtures.recorded("\(name).lab.example.com"))
    }
    let document = try #require(
      Discovery(resources: resources).document(path: "/apis/lab.example.com/v1"))
    let recorded = try DefinitionFixtures.fixture("discovery.apis_lab.json")
    let names = recorded["resources"]?.array?.sorted { one, other in
      (one["name"]?.string ?? "") < (other["name"]?.string ?? "")
    }
    #expect(document["resources"]?.array?.map(\.description) == names?.map(\.description))
  }

  @Test(arguments: [
    ("/api/v1/doesnotexist", true), ("/apis/nope.example.com/v1/things", false),
    ("/apis/lab.example.com/v1/things", false), ("/apis/apps/v9/things", true),
    ("/apis/apps/v9", true), ("/api/v9", true), ("/nowhere", false),
  ])
  func `what is not there is told in two ways`(path: String, isStatus: Bool) throws {
    #expect(try Discovery(resources: recorded()).document(path: path) == nil)
    let request = try ResourceRequest(method: "GET", target: path)
    #expect(request.isBelowBuiltinGroup(in: Catalog(try recorded())) == isStatus)
  }

  @Test(arguments: [
    (
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json",
      DiscoveryForm.v2
    ),
    (
      "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json",
      nil
    ),
    (
      "application/json;g=apidiscovery.k8s.io;v=v3;as=APIGroupDiscoveryList,application/json", nil
    ),
    ("application/json", nil), ("*/*", nil), ("application/json, */*", nil),
  ])
  func `the first form that is known is answered`(accept: String, form: DiscoveryForm?) {
    #expect(DiscoveryForm(Accept(parsing: accept)) == form)
  }

  @Test func `the version has the members of a real one`() throws {
    let recorded = try DefinitionFixtures.fixture("version.json")
    #expect(ServerVersion.document.object?.keys == recorded.object?.keys)
    let text = String(
      decoding: try DefinitionFixtures.bytes("Tests/Fixtures/version.json"), as: UTF8.self)
    #expect(String(decoding: PrettyJSON.indented(recorded.encoded()), as: UTF8.self) == text)
  }

  @Test func `the root lists paths that a real one has`() throws {
    let discovery = try Discovery(resources: recorded())
    let paths = Set(discovery.rootPaths["paths"]?.array?.compactMap(\.string) ?? [])
    let recorded = try DefinitionFixtures.fixture("root.json")["paths"]?.array ?? []
    #expect(paths.isSubset(of: recorded.compactMap(\.string)))
    #expect(paths.contains("/apis/lab.example.com/v1"))
  }
}
