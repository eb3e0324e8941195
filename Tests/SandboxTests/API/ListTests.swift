import JSON
import KubernetesAPI
import Testing

@testable import Sandbox

@Suite struct ListTests {
  private func list(_ query: String, of store: ObjectStore) throws -> (
    names: [String], metadata: ObjectWriter.ListMetadata
  ) {
    let (objects, metadata) = try Shelves.api(store).list(
      Shelves.selection(query), ListOptions(Query(parsing: query), isWatch: false))
    return (objects.map(\.name), metadata)
  }

  @Test func `a list has the bytes of the recorded one but for its versions`() throws {
    let store = try Shelves.recorded()
    let (objects, metadata) = try Shelves.api(store).list(
      Shelves.selection(), ListOptions(Query(), isWatch: false))
    let text = String(
      decoding: Shelves.writer(MediaForm()).list(objects, metadata), as: UTF8.self)
    let pattern = /"resourceVersion":"[0-9]+"/
    let recorded = try Recording.text("namespaces.list.json")
    #expect(text.replacing(pattern, with: "") == recorded.replacing(pattern, with: ""))
  }

  @Test func `pages follow each other without a gap and say how many remain`() throws {
    let store = try Shelves.recorded()
    let all = try list("", of: store).names
    var names: [String] = []
    var token = ""
    repeat {
      let page = try list("limit=2&continue=\(token)", of: store)
      #expect(page.names.count <= 2)
      names += page.names
      token = page.metadata.continueToken
      #expect(page.metadata.remaining == (token.isEmpty ? nil : all.count - names.count))
    } while !token.isEmpty
    #expect(names == all)
  }

  @Test func `the next page is of the same moment as the first`() throws {
    let store = try Shelves.recorded()
    let all = try list("", of: store).names
    let first = try list("limit=1", of: store)
    let last = try #require(store.object(Shelves.namespaces, "", all.last ?? ""))
    try store.write { _ = $0.remove(Shelves.namespaces, last) }
    let rest = try list("limit=500&continue=\(first.metadata.continueToken)", of: store)
    #expect(first.names + rest.names == all)
    #expect(rest.metadata.revision == first.metadata.revision)
    #expect(try list("", of: store).names == Array(all.dropLast()))
  }

  @Test func `a token of a forgotten moment is expired`() throws {
    let store = ObjectStore(history: 2)
    for number in 0..<20 {
      try store.write {
        _ = $0.put(
          Shelves.namespaces,
          ["kind": "Namespace", "apiVersion": "v1", "metadata": ["name": .string("n\(number)")]])
      }
    }
    let token = ContinueToken(
      revision: 3, after: try #require(store.object(Shelves.namespaces, "", "n1")), in: nil)
    let failure = #expect(throws: Status.self) {
      _ = try list("limit=2&continue=\(token.encoded)", of: store)
    }
    #expect(failure?.code == 410 && failure?.reason == "Expired")
  }

  @Test func `a token reads as a real server's`() throws {
    let recorded = try Recording.json("namespaces.list.page1.json")
    let text = try #require(recorded["metadata", "continue"]?.string)
    #expect(try ContinueToken(text).encoded == text)
  }

  @Test(
    arguments: [
      ("limit=2&resourceVersion=0", nil), ("resourceVersion=3&resourceVersionMatch=Exact", nil),
      ("resourceVersion=3&resourceVersionMatch=NotOlderThan", nil),
      ("continue=zzz", 400), ("resourceVersion=x", 400), ("limit=x", 400),
      ("resourceVersionMatch=Exact", 422), ("resourceVersion=0&resourceVersionMatch=Exact", 422),
      ("resourceVersion=1&resourceVersionMatch=Nonsense", 422), ("sendInitialEvents=true", 422),
      ("resourceVersion=99999&resourceVersionMatch=NotOlderThan", 504),
      ("labelSelector=a%3D%3D%3D%3Db%20c", 400), ("fieldSelector=spec.nonsense%3Dx", 400),
    ] as [(String, Int?)])
  func `parameters are held to the API's rules`(_ query: String, _ code: Int?) throws {
    let store = try Shelves.recorded()
    do {
      _ = try list(query, of: store)
      #expect(code == nil)
    } catch let status as Status {
      #expect(status.code == code, "\(status.message)")
    }
  }

  @Test func `any state will do means the whole list, whatever the limit`() throws {
    let store = try Shelves.recorded()
    #expect(try list("limit=2&resourceVersion=0", of: store).names == list("", of: store).names)
  }

  @Test(arguments: [
    ("labelSelector=capsule.clastix.io/tenant=oil", "namespaces.list.labelselector"),
    ("fieldSelector=metadata.name=oil-production", "oil-production"),
    ("fieldSelector=metadata.name!=oil-production", "-oil-production"),
  ])
  func `selectors select`(_ query: String, _ what: String) throws {
    let store = try Shelves.recorded()
    let names = try list(query, of: store).names
    let all = try list("", of: store).names
    switch what {
    case "oil-production": #expect(names == ["oil-production"])
    case "-oil-production": #expect(names == all.filter { $0 != "oil-production" })
    default: #expect(!names.isEmpty && names.count < all.count)
    }
  }
}
