import JSON
import Testing
import Wire

@testable import Sandbox

@Suite struct DefinitionTests {
  private let strategy = DefinitionStrategy()

  /// What is said of a definition, as a person reads it.
  private func problems(_ definition: JSONValue) -> [String] {
    var definition = definition
    strategy.setDefaults(&definition)
    strategy.prepareForCreate(&definition)
    return strategy.problems(creating: definition).map { "\($0.field): \($0.message)" }
  }

  @Test func `the definition of tenants has no problems`() throws {
    #expect(try problems(DefinitionFixtures.tenants()) == [])
  }

  @Test(arguments: ["widgets.lab.example.com", "gadgets.lab.example.com"])
  func `a new definition becomes what was recorded`(name: String) throws {
    let recorded = try DefinitionFixtures.recorded(name)
    var made = recorded
    made["status"] = nil
    made["spec"]?["conversion"] = nil
    made["spec"]?["names"]?["singular"] = nil
    made["spec"]?["names"]?["listKind"] = nil
    strategy.setDefaults(&made)
    strategy.prepareForCreate(&made)
    #expect(strategy.problems(creating: made) == [])
    made = DefinitionStatus.accepted(made, others: [], now: 1_795_303_569)
    #expect(made.description == recorded.description)
  }

  @Test func `names that others have are not accepted`() throws {
    let other = try DefinitionFixtures.recorded("widgets.lab.example.com")
    var rival = other
    rival["metadata"]?["name"] = "wids.lab.example.com"
    rival["spec"]?["names"]?["plural"] = "wids"
    rival["status"] = ["storedVersions": ["v1"]]
    let judged = DefinitionStatus.accepted(rival, others: [other], now: 0)
    let conditions = judged["status", "conditions"]?.array ?? []
    #expect(conditions.map { $0["reason"]?.string } == ["ListKindConflict", "NotAccepted"])
    #expect(conditions.first?["message"] == #""WidgetList" is already in use"#)
    #expect(judged["status", "acceptedNames"] == ["plural": "wids"])
    #expect(!DefinitionStatus.isEstablished(judged))
  }

  @Test func `objects of a definition that goes can only go`() throws {
    let definition = try DefinitionFixtures.recorded("widgets.lab.example.com")
    let terminating = DeletionPlan.terminatingDefinition(definition, now: Timestamp(seconds: 0))
    #expect(terminating.finalizers == [CustomResourceCleanup.finalizer])
    #expect(terminating.condition("Terminating")?["reason"] == "InstanceDeletionPending")
    #expect(DefinitionStatus.condition("Terminating", of: terminating) == "True")
    #expect(
      CustomResource.resource(from: terminating)?.verbs == [
        "delete", "deletecollection", "get", "list", "watch",
      ])
    #expect(CustomResource.resource(from: terminating)?.isGoing == true)
    #expect(CustomResource.resource(from: definition)?.isGoing == false)
  }

  @Test(arguments: schemas)
  func `a schema that is not structural is told`(schema: String, problem: String) throws {
    let schema = try JSONValue(parsing: Array(schema.utf8))
    #expect(problems(DefinitionFixtures.definition(schema)) == [problem])
  }

  @Test(arguments: mistakes)
  func `a mistake in a definition is told`(path: [String], value: JSONValue, problem: String) {
    var definition = DefinitionFixtures.definition(["type": "object"])
    definition[at: path] = value
    #expect(problems(definition) == [problem])
  }

  @Test func `one version is stored and every one has a schema`() {
    var definition = DefinitionFixtures.definition(["type": "object"])
    definition["spec"]?["versions"] = [["name": "v1", "served": true, "storage": false]]
    #expect(
      problems(definition) == [
        "spec.versions[0].schema.openAPIV3Schema: Required value",
        #"spec.versions: Invalid value: [{"Name":"v1","Served":true,"Storage":false,"#
          + #""Deprecated":false,"DeprecationWarning":null,"Schema":null,"Subresources":null,"#
          + #""AdditionalPrinterColumns":null,"SelectableFields":null}]: must have exactly one "#
          + "version marked as storage version",
        "status.storedVersions: Invalid value: null: must have at least one stored version",
      ])
  }

  @Test func `what names the objects cannot change`() throws {
    let old = try DefinitionFixtures.recorded("widgets.lab.example.com")
    var new = old
    new["spec"]?["scope"] = "Namespaced"
    let problems = strategy.problems(updating: new, old: old, subresource: "")
    #expect(
      problems.map { "\($0.field): \($0.message)" } == [
        #"spec.scope: Invalid value: "Namespaced": field is immutable"#
      ])
  }

  private static let mistakes: [([String], JSONValue, String)] = [
    (
      ["metadata", "name"], JSONValue.string("other.example.com"),
      #"metadata.name: Invalid value: "other.example.com": must be spec.names.plural+"."+spec.group"#
    ),
    (["spec", "scope"], "", "spec.scope: Required value"),
    (
      ["spec", "scope"], "Everywhere",
      #"spec.scope: Unsupported value: "Everywhere": supported values: "Cluster", "Namespaced""#
    ),
    (
      ["spec", "names", "listKind"], "Thing",
      #"spec.names.listKind: Invalid value: "Thing": kind and listKind may not be the same"#
    ),
    (
      ["spec", "names", "shortNames"], ["Th"],
      #"spec.names.shortNames[0]: Invalid value: "Th": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"#
    ),
  ]

  private static let schemas: [(String, String)] = [
    (
      #"{"properties":{"a":{"type":"string"}}}"#,
      "spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root"
    ),
    (
      #"{"type":"object","properties":{"a":{}}}"#,
      "spec.validation.openAPIV3Schema.properties[a].type: Required value: must not be empty for specified object fields"
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"array"}}}"#,
      "spec.validation.openAPIV3Schema.properties[a].items: Required value: must be specified"
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"string","anyOf":[{"type":"string"}]}}}"#,
      "spec.validation.openAPIV3Schema.properties[a].anyOf[0].type: Forbidden: must be empty to be structural"
    ),
    (
      #"{"type":"object","oneOf":[{"required":["a"],"properties":{"a":{"minLength":1}}}]}"#,
      "spec.validation.openAPIV3Schema.properties[a]: Required value: because it is defined in spec.validation.openAPIV3Schema.oneOf[0].properties[a]"
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"text"}}}"#,
      #"spec.validation.openAPIV3Schema.properties[a].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string""#
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"additionalProperties":{"type":"string"}}}}"#,
      "spec.validation.openAPIV3Schema.properties[a].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive"
    ),
    (
      #"{"type":"object","properties":{"a":{"type":"integer","default":"x"}}}"#,
      #"spec.validation.openAPIV3Schema.properties[a].default: Invalid value: "string":  in body must be of type integer: "string""#
    ),
    (
      #"{"type":"object","properties":{"metadata":{"type":"object","required":["name"]}}}"#,
      "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified"
    ),
  ]
}

@Suite struct SchemaDocumentTests {
  @Test func `a schema is written in the order of its type, without what it does not know`() {
    var document = SchemaDocument()
    let shaped = document.shaped(
      [
        "x-kubernetes-int-or-string": true, "nullable": false, "nonsense": 1,
        "properties": ["b": ["minimum": .number("1.0"), "type": "integer"], "a": ["title": ""]],
        "anyOf": [["type": "integer"]], "required": [],
        "x-kubernetes-preserve-unknown-fields": false,
      ], at: "s")
    #expect(
      shaped.description
        == #"{"anyOf":[{"type":"integer"}],"properties":{"a":{},"b":{"type":"integer","#
        + #""minimum":1}},"x-kubernetes-preserve-unknown-fields":false,"#
        + #""x-kubernetes-int-or-string":true}"#)
    #expect(document.unknown == ["s.nonsense"])
  }
}
