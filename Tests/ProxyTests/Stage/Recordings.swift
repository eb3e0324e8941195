import JSON

/// What an API server was recorded to say, read once.
struct Recordings: Sendable {
  static let shared = Result { try Recordings() }

  /// The lists by their resources.
  let objects: [String: JSONValue]
  /// The same as bytes.
  let lists: [String: [UInt8]]
  /// The namespaces as a Table.
  let table: [UInt8]
  /// The first page of the namespaces.
  let page: [UInt8]
  /// A watch of the namespaces.
  let watch: [UInt8]
  let unauthorized: String

  private init() throws {
    objects = [
      "namespaces": try Cluster.namespaces(), "nodes": try Fixture.json("nodes.list.json"),
      "storageclasses": try Fixture.json("storageclasses.list.json"),
      "ingressclasses": try Fixture.json("ingressclasses.list.json"),
    ]
    lists = objects.mapValues { $0.encoded() }
    table = try Fixture.bytes("namespaces.list.table.json")
    page = try Fixture.bytes("namespaces.list.page1.json")
    watch = try Fixture.bytes("watch.namespaces.json")
    unauthorized = try Fixture.text("status.401.json")
  }
}
