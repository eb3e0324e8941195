import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

/// Objects sent to a real server, and its answers, beside what the strategies make of them.
struct RecordedWriteTests {
  static let created = (try? RecordedTable.fixture("builtins.created.json"))?.array ?? []
  static let updated = (try? RecordedTable.fixture("builtins.updated.json"))?.array ?? []

  @Test func `there are recordings`() {
    #expect(Self.created.count > 90)
    #expect(Self.updated.count > 30)
  }

  @Test(arguments: created.indices)
  func `a new object is completed and judged as a real server does`(_ place: Int) throws {
    let (recorded, answer) = (Self.created[place], Self.created[place]["answer"] ?? .null)
    let resource = try Self.resource(of: recorded)
    var object = recorded["sent"] ?? .null
    object[at: ["metadata", "uid"]] = answer["metadata", "uid"] ?? "1"
    if answer["code"] == nil, let address = answer["spec", "clusterIP"], address != "None" {
      object[at: ["spec", "clusterIP"]] = address
    }
    if resource.isNamespaced { object[at: ["metadata", "namespace"]] = "default" }
    resource.strategy.setDefaults(&object)
    resource.strategy.prepareForCreate(&object)
    let problems =
      ObjectMetaProblems.creating(object, resource: resource)
      + resource.strategy.problems(creating: object)
    Self.expect(object, problems, resource, answer)
    if answer["code"] == nil {
      let isCounted =
        resource.strategy.countsGenerations || object["metadata", "generation"] != nil
      #expect(isCounted == (answer["metadata", "generation"] != nil))
    }
  }

  @Test(arguments: updated.indices)
  func `an update is completed and judged as a real server does`(_ place: Int) throws {
    let (recorded, answer) = (Self.updated[place], Self.updated[place]["answer"] ?? .null)
    let resource = try Self.resource(of: recorded)
    let (old, part) = (recorded["old"] ?? .null, recorded.text("subresource"))
    var object = recorded["sent"] ?? .null
    object[at: ["metadata", "creationTimestamp"]] = old["metadata", "creationTimestamp"]
    resource.strategy.setDefaults(&object)
    resource.strategy.prepareForUpdate(&object, old: old, subresource: part)
    let problems =
      ObjectMetaProblems.updating(object, old: old, resource: resource)
      + resource.strategy.problems(updating: object, old: old, subresource: part)
    Self.expect(object, problems, resource, answer)
  }

  static func resource(of recorded: JSONValue) throws -> Resource {
    let name = GroupResource(
      group: recorded.text("group"), resource: recorded.text("resource"))
    return try #require(BuiltinResources.all.first { $0.groupResource == name })
  }

  private static func expect(
    _ object: JSONValue, _ problems: [FieldProblem], _ resource: Resource, _ answer: JSONValue
  ) {
    if answer["code"] != nil {
      let status = Status.invalid(
        group: resource.group, kind: resource.names.kind, name: object.name, problems)
      let (causes, own) = (Self.causes(of: answer), Self.causes(of: status.json))
      #expect(own.map(\.0).sorted() == causes.map(\.0).sorted())
      if causes.allSatisfy(\.isWhole), own.map(\.0) == causes.map(\.0) {
        #expect(status.message == answer.text("message"))
      }
    } else {
      #expect(problems.isEmpty)
      let (own, real) = (plain(object, like: object), plain(answer, like: object))
      #expect(own == real)
    }
  }

  /// The causes, without the differences and values that Go prints of its internal types.
  private static func causes(of status: JSONValue) -> [(String, isWhole: Bool)] {
    status.items("details", "causes").map { cause in
      let text = "\(cause.text("field")): \(cause.text("message"))"
      let line = text.prefix { $0 != "\n" }
      let isSpecification = line.hasPrefix("spec.template.spec: Invalid value: {")
      let shown = isSpecification ? line.prefix { $0 != "{" } : line
      return (String(shown), isWhole: shown.utf8.count == text.utf8.count)
    }
  }

  /// An object without what the server alone gives, and without what is empty.
  private static func plain(_ object: JSONValue, like own: JSONValue) -> JSONValue {
    var object = object
    object["metadata"] = [
      "labels": object["metadata", "labels"] ?? .null,
      "annotations": object["metadata", "annotations"] ?? .null,
    ]
    if own["status"] == nil { object["status"] = nil }
    // What admission adds, and what a schema always writes.
    if object["kind"] == "Node" { object["spec"]?["taints"] = nil }
    for path in [["lastPhaseTransitionTime"], ["daemonEndpoints"], ["nodeInfo"]] {
      object["status"]?[path[0]] = nil
    }
    return filled(object) ?? .null
  }

  private static func filled(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .null: return nil
    case .array(let elements):
      let rest = elements.map { filled($0) ?? [:] }
      return rest.isEmpty ? nil : .array(rest)
    case .object(let members):
      var rest: JSONObject = [:]
      for (key, value) in members { rest[key] = filled(value) }
      return rest.isEmpty ? nil : .object(rest)
    case "": return nil
    default: return value
    }
  }
}
