import JSON
import Wire
import YAML

@testable import Sandbox

/// Definitions the tests of custom resources stand on.
enum DefinitionFixtures {
  /// A recorded document.
  static func fixture(_ name: String) throws -> JSONValue {
    try JSONValue(parsing: bytes("Tests/Fixtures/\(name)"))
  }

  /// A recorded definition, by its name.
  static func recorded(_ name: String) throws -> JSONValue {
    let items = try fixture("crds.list.json")["items"]?.array ?? []
    return items.first { $0.name == name } ?? .null
  }

  /// The definition of tenants.
  static func tenants() throws -> JSONValue {
    try YAML.documents(bytes("config/crd/tenants.yaml"))[0]
  }

  /// A definition of `things.example.com` with one version of a schema.
  static func definition(_ schema: JSONValue, _ extra: JSONObject = [:]) -> JSONValue {
    var version: JSONValue = [
      "name": "v1", "served": true, "storage": true,
      "schema": ["openAPIV3Schema": schema],
    ]
    for (name, value) in extra { version[name] = value }
    return [
      "metadata": ["name": "things.example.com"],
      "spec": [
        "group": "example.com", "scope": "Namespaced",
        "names": [
          "plural": "things", "singular": "thing", "kind": "Thing", "listKind": "ThingList",
        ],
        "versions": [version], "conversion": ["strategy": "None"],
      ],
    ]
  }

  /// The bytes of a file of the repository.
  static func bytes(_ path: String) throws -> [UInt8] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    return try FileContents.read(root.joined(separator: "/") + "/" + path)
  }
}
