import JSON
import Testing

@testable import Sandbox

@Suite struct DeprecationTests {
  @Test(arguments: [
    (["v1", "v1beta1"], "v1beta1", "; use lab.io/v1 Thing"),
    (["v1", "v2", "v1beta1"], "v1", "; use lab.io/v2 Thing"),
    (["v1", "v1beta1"], "v1", ""),
  ])
  func `a deprecated version names the best of those after it`(
    names: [String], deprecated: String, advice: String
  ) throws {
    let versions = names.map { name -> JSONValue in
      [
        "name": .string(name), "served": true, "storage": .bool(name == names[0]),
        "deprecated": .bool(name == deprecated),
        "schema": ["openAPIV3Schema": ["type": "object"]],
      ]
    }
    let resource = try #require(
      CustomResource.resource(from: [
        "metadata": ["name": "things.lab.io"],
        "spec": [
          "group": "lab.io", "scope": "Cluster", "versions": .array(versions),
          "names": ["plural": "things", "kind": "Thing"],
        ],
      ]))
    #expect(
      resource.version(deprecated)?.deprecationWarning
        == "lab.io/\(deprecated) Thing is deprecated\(advice)")
  }
}
