import Testing

@testable import Sandbox

@Suite struct SchemaTableTests {
  @Test func `Every name in the table leads to a structure`() {
    func missing(_ schema: Schema) -> String? {
      switch schema {
      case .message(let name): SchemaTable.structure(name) == nil ? name : nil
      case .list(let element, _), .map(let element, _): missing(element)
      case .any, .scalar, .object: nil
      }
    }
    for name in SchemaTable.names {
      for field in SchemaTable.structure(name)?.fields ?? [] {
        #expect(missing(field.schema) == nil, "\(name).\(field.name)")
      }
    }
  }

  @Test func `Every line of the table is read`() {
    #expect(SchemaTable.problems == [])
  }

  @Test(arguments: ["  x name string", "  1 name", "  1 name string sometimes", "      1 a int32"])
  func `A line that cannot be read is told`(line: String) {
    var parser = SchemaTableParser()
    parser.read("@core\nPod typed\n\(line)\n  2 other string")
    #expect(parser.problems.count == 1)
    #expect(parser.structures["core.Pod"]?["other"] != nil)
  }

  @Test func `No number is used twice within a message`() {
    for name in SchemaTable.names {
      var seen: Set<[Int]> = []
      for field in SchemaTable.structure(name)?.fields ?? [] where field.number > 0 {
        let path = field.inlined.map(\.number) + [field.number]
        #expect(seen.insert(path).inserted, "\(name).\(field.name)")
      }
    }
  }

  @Test func `A kind starts with its kind and version`() throws {
    let pod = try #require(SchemaTable.structure("core.Pod"))
    #expect(pod.fields.map(\.name) == ["kind", "apiVersion", "metadata", "spec", "status"])
    #expect(pod.fields.map(\.number) == [0, 0, 1, 2, 3])
  }

  @Test func `Lists know how they are merged`() throws {
    let container = try #require(SchemaTable.structure("core.Container"))
    guard case .list(.message("core.ContainerPort"), let kind)? = container["ports"]?.schema else {
      Issue.record("ports are a list of ports")
      return
    }
    #expect(kind.apply == .map(keys: ["containerPort", "protocol"]))
    #expect(kind.mergeKey == "containerPort")
  }

  @Test func `Inlined fields know the messages they are in`() throws {
    let volume = try #require(SchemaTable.structure("core.Volume"))
    #expect(volume["name"]?.inlined.isEmpty == true)
    #expect(volume["secret"]?.inlined == [Inlined(number: 2, name: "VolumeSource")])
    #expect(volume["secret"]?.number == 6)
  }

  @Test func `A selector has one owner`() {
    #expect(SchemaTable.structure("meta.LabelSelector")?.isAtomic == true)
    #expect(SchemaTable.structure("core.PodSpec")?.isAtomic == false)
  }

  @Test func `A name is resolved to its structure`() {
    guard case .object(let structure) = Schema.message("core.NamespaceSpec").resolved else {
      Issue.record("there is such a structure")
      return
    }
    #expect(structure.fields.map(\.name) == ["finalizers"])
  }
}
