import JSON
import Testing

@testable import Sandbox

@Suite struct SchemaCheckTests {
  /// The problems of one value in `spec.x`, as a person reads them.
  private func problems(_ schema: String, _ value: String) throws -> [String] {
    let schema = try JSONValue(parsing: Array(schema.utf8))
    let value = try JSONValue(parsing: Array(value.utf8))
    let whole: JSONValue = [
      "type": "object",
      "properties": ["spec": ["type": "object", "properties": ["x": schema]]],
    ]
    return SchemaCheck().problems(["spec": ["x": value]], StructuralSchema(whole))
      .map { "\($0.field): \($0.message)" }
  }

  @Test(arguments: [
    (
      #"{"type":"integer"}"#, #""s""#,
      #"spec.x: Invalid value: "string": spec.x in body must be of type integer: "string""#
    ),
    (
      #"{"type":"string"}"#, "null",
      #"spec.x: Invalid value: "null": spec.x in body must be of type string: "null""#
    ),
    (
      #"{"type":"string","enum":["a","b"]}"#, #""c""#,
      #"spec.x: Unsupported value: "c": supported values: "a", "b""#
    ),
    (
      #"{"type":"integer","enum":[1,2]}"#, "3",
      #"spec.x: Unsupported value: 3: supported values: "1", "2""#
    ),
    (
      #"{"type":"integer","minimum":1}"#, "0",
      "spec.x: Invalid value: 0: spec.x in body should be greater than or equal to 1"
    ),
    (
      #"{"type":"integer","maximum":5,"exclusiveMaximum":true}"#, "5",
      "spec.x: Invalid value: 5: spec.x in body should be less than 5"
    ),
    (
      #"{"type":"integer","multipleOf":3}"#, "5",
      "spec.x: Invalid value: 5: spec.x in body should be a multiple of 3"
    ),
    (
      #"{"type":"integer","format":"int32"}"#, "3000000000",
      #"<nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.x"#
    ),
    (
      #"{"type":"string","pattern":"^a+$"}"#, #""b""#,
      #"spec.x: Invalid value: "b": spec.x in body should match '^a+$'"#
    ),
    (
      #"{"type":"string","maxLength":2}"#, #""abc""#,
      "spec.x: Too long: may not be more than 2 bytes"
    ),
    (
      #"{"type":"string","minLength":2}"#, #""a""#,
      #"spec.x: Invalid value: "a": spec.x in body should be at least 2 chars long"#
    ),
    (
      #"{"type":"string","format":"date-time"}"#, #""now""#,
      #"spec.x: Invalid value: "now": spec.x in body must be of type date-time: "now""#
    ),
    (
      #"{"type":"array","items":{"type":"string"},"maxItems":1}"#, #"["a","b"]"#,
      "spec.x: Too many: 2: must have at most 1 item"
    ),
    (
      #"{"type":"array","items":{"type":"string"},"minItems":1}"#, "[]",
      "spec.x: Invalid value: 0: spec.x in body should have at least 1 items"
    ),
    (
      #"{"type":"array","items":{"type":"string"}}"#, "[1]",
      #"spec.x[0]: Invalid value: "integer": spec.x[0] in body must be of type string: "integer""#
    ),
    (
      #"{"type":"object","required":["a"],"properties":{"a":{"type":"string"}}}"#, "{}",
      "spec.x.a: Required value"
    ),
    (
      #"{"type":"object","additionalProperties":{"type":"string"}}"#, #"{"k":1}"#,
      #"spec.x.k: Invalid value: "integer": spec.x.k in body must be of type string: "integer""#
    ),
    (
      #"{"type":"object","maxProperties":1,"x-kubernetes-preserve-unknown-fields":true}"#,
      #"{"a":1,"b":2}"#, "spec.x: Too many: 2: must have at most 1 item"
    ),
    (
      #"{"type":"string","not":{"enum":["a"]}}"#, #""a""#,
      #"<nil>: Invalid value: "": "spec.x" must not validate the schema (not)"#
    ),
  ])
  func `a wrong value is told in the words of the API server`(
    schema: String, value: String, problem: String
  ) throws {
    #expect(try problems(schema, value) == [problem])
  }

  @Test(arguments: [
    (#"{"x-kubernetes-int-or-string":true}"#, "1"),
    (#"{"x-kubernetes-int-or-string":true}"#, #""50%""#),
    (#"{"type":"integer"}"#, "3.0"), (#"{"type":"number"}"#, "3"),
    (#"{"type":"string","nullable":true}"#, "null"), (#"{}"#, "null"),
    (#"{"type":"string","format":"unheard-of"}"#, #""x""#),
    (#"{"type":"string","format":"date-time"}"#, #""2026-01-02T03:04:05.6Z""#),
    (#"{"type":"string","format":"ipv6"}"#, #""fd00::1""#),
    (#"{"type":"string","oneOf":[{"pattern":"a"},{"pattern":"b"}]}"#, #""a""#),
    (#"{"type":"string","anyOf":[{"pattern":"a"},{"pattern":"b"}]}"#, #""ab""#),
  ])
  func `a right value has no problems`(schema: String, value: String) throws {
    #expect(try problems(schema, value).isEmpty)
  }

  @Test(arguments: [
    ("^a$", "a\n", false), ("^a$", "a", true), ("b", "abc", true), ("^\\d+$", "٣", false),
    ("^.$", "e\u{301}", false),
  ])
  func `patterns are found as RE2 finds them`(pattern: String, text: String, isFound: Bool) throws {
    #expect(try #require(SchemaPattern(pattern)).matches(text) == isFound)
  }

  @Test func `a pattern made to take forever does not`() throws {
    let pattern = try #require(SchemaPattern("^(a+)+$"))
    #expect(!pattern.matches(String(repeating: "a", count: 50_000) + "b"))
  }

  @Test(arguments: [
    ("a[b", "missing closing ]: `[b`"), ("(a", "missing closing ): `(a`"),
    ("a)", "unexpected ): `a)`"), ("a|*b", "missing argument to repetition operator: `*`"),
    ("a**", "invalid nested repetition operator: `**`"),
    ("a{1001}", "invalid repeat count: `{1001}`"),
    ("[z-a]", "invalid character class range: `z-a`"),
    ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
    ("a\\", "trailing backslash at end of expression: ``"),
    ("a\\y", "invalid escape sequence: `\\y`"),
    ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
  ])
  func `what is no pattern is told as Go tells it`(pattern: String, reason: String) {
    #expect(SchemaPattern.complaint(pattern) == "error parsing regexp: \(reason)")
  }

  @Test func `of failed alternatives the best is told`() throws {
    let schema = #"{"type":"string","oneOf":[{"pattern":"a"},{"pattern":"b"}]}"#
    #expect(
      try problems(schema, #""c""#) == [
        #"<nil>: Invalid value: "": "spec.x" must validate one and only one schema (oneOf). "#
          + "Found none valid",
        #"spec.x: Invalid value: "c": spec.x in body should match 'a'"#,
      ])
  }

  @Test func `what was wrong before is not held against an update`() throws {
    let schema = StructuralSchema([
      "type": "object",
      "properties": ["a": ["type": "string"], "b": ["type": "string"]],
    ])
    let problems = SchemaCheck().problems(["a": 1, "b": 2], schema, replacing: ["a": 1, "b": 1])
    #expect(problems.map(\.field) == ["b"])
  }

  @Test func `a tenant is judged by its definition`() throws {
    let resource = try #require(CustomResource.resource(from: DefinitionFixtures.tenants()))
    let tenant: JSONValue = [
      "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "metadata": ["name": "oil"],
      "spec": [
        "owners": [["kind": "Robot"]],
        "namespaceOptions": ["quota": 0],
      ],
    ]
    let problems = resource.strategy.problems(creating: tenant)
    #expect(
      problems.map { "\($0.field): \($0.message)" } == [
        "spec.namespaceOptions.quota: Invalid value: 0: spec.namespaceOptions.quota in body "
          + "should be greater than or equal to 1",
        #"spec.owners[0].kind: Unsupported value: "Robot": supported values: "User", "Group", "#
          + #""ServiceAccount""#,
        "spec.owners[0].name: Required value",
      ])
  }
}
