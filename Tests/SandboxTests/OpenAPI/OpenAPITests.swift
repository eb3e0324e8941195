import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct OpenAPITests {
  /// Namespaces, deployments and the recorded widgets.
  private func openAPI() throws -> OpenAPI {
    let widgets = try #require(
      CustomResource.resource(from: DefinitionFixtures.recorded("widgets.lab.example.com")))
    return OpenAPI(resources: [
      Resource(
        group: "", names: .init(plural: "namespaces", kind: "Namespace"), isNamespaced: false,
        versions: [ResourceVersion(name: "v1", schema: .message("core.Namespace"))]),
      Resource(
        group: "apps", names: .init(plural: "deployments", kind: "Deployment"),
        isNamespaced: true,
        versions: [
          ResourceVersion(
            name: "v1", schema: .message("apps.Deployment"), subresources: [.status])
        ]),
      widgets,
    ])
  }

  @Test func `the index leads to a document for each version`() throws {
    let openAPI = try openAPI()
    let paths = openAPI.index["paths"]?.object ?? [:]
    #expect(paths.keys == ["api/v1", "apis/apps/v1", "apis/lab.example.com/v1"])
    for (path, entry) in paths {
      let url = entry["serverRelativeURL"]?.string ?? ""
      #expect(url.hasPrefix("/openapi/v3/\(path)?hash="))
      #expect(openAPI.document(path) != nil)
    }
    #expect(openAPI.document("apis/nope/v1") == nil)
  }

  @Test(arguments: [
    ("api/v1", "/api/v1/namespaces/{name}", "", "Namespace"),
    (
      "apis/apps/v1", "/apis/apps/v1/namespaces/{namespace}/deployments/{name}", "apps",
      "Deployment"
    ),
    (
      "apis/lab.example.com/v1", "/apis/lab.example.com/v1/widgets/{name}", "lab.example.com",
      "Widget"
    ),
  ])
  func `a patch says what it patches and how strictly`(
    document: String, path: String, group: String, kind: String
  ) throws {
    let patch = try openAPI().document(document)?["paths", path, "patch"]
    let names = patch?["parameters"]?.array?.map { $0["name"]?.string }
    #expect(names?.contains("fieldValidation") == true)
    #expect(
      patch?["x-kubernetes-group-version-kind"]
        == ["group": .string(group), "version": "v1", "kind": .string(kind)])
  }

  @Test(arguments: ["api/v1", "apis/apps/v1", "apis/lab.example.com/v1"])
  func `every reference leads somewhere`(path: String) throws {
    let document = try #require(try openAPI().document(path))
    let schemas = document["components", "schemas"]?.object ?? [:]
    let prefix = "#/components/schemas/"
    let references = Self.references(in: document)
    #expect(!references.isEmpty)
    for reference in references {
      #expect(reference.hasPrefix(prefix))
      #expect(schemas[String(reference.dropFirst(prefix.utf8.count))] != nil, "\(reference)")
    }
  }

  private static func references(in value: JSONValue) -> [String] {
    switch value {
    case .object(let members):
      members.flatMap { $0.key == "$ref" ? [$0.value.string ?? ""] : references(in: $0.value) }
    case .array(let elements): elements.flatMap(references)
    default: []
    }
  }

  @Test func `a custom kind has the fields of its definition`() throws {
    let schema = try openAPI().document("apis/lab.example.com/v1")?[
      "components", "schemas", "com.example.lab.v1.Widget"]
    #expect(schema?["properties", "spec", "properties", "size", "type"] == "integer")
    #expect(
      schema?["properties"]?.object?.keys == ["apiVersion", "kind", "metadata", "spec", "status"])
    #expect(
      schema?["x-kubernetes-group-version-kind"]
        == [["group": "lab.example.com", "kind": "Widget", "version": "v1"]])
  }

  @Test func `a built-in kind has the fields of the table`() throws {
    let schemas = try openAPI().document("apis/apps/v1")?["components", "schemas"]
    let container = schemas?["io.k8s.api.core.v1.Container", "properties"]
    #expect(container?["name"] == ["type": "string"])
    #expect(container?["ports", "x-kubernetes-list-map-keys"] == ["containerPort", "protocol"])
    #expect(schemas?["io.k8s.apimachinery.pkg.apis.meta.v1.Time", "type"] == "string")
  }

  @Test func `the hash of a document changes with its schema`() throws {
    let definition = try DefinitionFixtures.recorded("widgets.lab.example.com")
    var other = definition
    other["spec"]?["versions"] = [
      [
        "name": "v1", "served": true, "storage": true,
        "schema": ["openAPIV3Schema": ["type": "object"]],
      ]
    ]
    let indexes = [definition, other].compactMap { definition in
      CustomResource.resource(from: definition).map { OpenAPI(resources: [$0]).index }
    }
    #expect(indexes.count == 2 && indexes[0] != indexes[1])
  }
}
