import JSON
import Testing

@testable import Sandbox

@Suite struct ScaleRulesTests {
  @Test(arguments: statuses)
  func `replicas and selector of a scale are what they are`(
    status: JSONValue, problems: [String]
  ) throws {
    let version: JSONValue = [
      "name": "v1",
      "subresources": [
        "scale": [
          "specReplicasPath": ".spec.count", "statusReplicasPath": ".status.count",
          "labelSelectorPath": ".status.sel",
        ]
      ],
    ]
    let rules = try #require(VersionRules(version, group: "example.com", kind: "Thing"))
    let found = ScaleRules(rules).problems(["status": status], isStatus: true)
    #expect(found.map { "\($0.field): \($0.message)" } == problems)
  }

  private static let statuses: [(JSONValue, [String])] = [
    (["count": 1, "sel": "a=b"], []),
    (
      ["count": "x", "sel": 1],
      [
        ".status.count: Invalid value: 0: .status.count accessor error: x is of the type string, expected int64",
        #".status.sel: Invalid value: "": .status.sel accessor error: 1 is of the type int64, expected string"#,
      ]
    ),
    (["count": -1], [".status.count: Invalid value: -1: should be a non-negative integer"]),
    (
      ["count": 3_000_000_000],
      [
        ".status.count: Invalid value: 3000000000: should be less than or equal to 2147483647"
      ]
    ),
    (
      "foo",
      [
        ".status.count: Invalid value: 0: .status.count accessor error: foo is of the type string, expected map[string]interface{}",
        #".status.sel: Invalid value: "": .status.sel accessor error: foo is of the type string, expected map[string]interface{}"#,
      ]
    ),
  ]
}
