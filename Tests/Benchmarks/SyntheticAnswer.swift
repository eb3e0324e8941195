/// An answer about namespaces in one of the shapes of JSON, whole or piece by piece.
struct SyntheticAnswer {
  enum Shape { case list, table, watch, watchedTables }

  private let shape: Shape
  private let count: Int

  init(_ shape: Shape, count: Int) {
    self.shape = shape
    self.count = count
  }

  /// All of it.
  var bytes: [UInt8] { head + (0..<count).flatMap(object) + tail }

  /// What is before the first object.
  var head: [UInt8] {
    switch shape {
    case .list:
      Array(
        #"{"kind":"NamespaceList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":["#
          .utf8)
    case .table: Self.tableStart("[]") + Array("[".utf8)
    case .watch, .watchedTables: []
    }
  }

  /// What is behind the last object.
  var tail: [UInt8] {
    switch shape {
    case .list, .table: Array("]}".utf8)
    case .watch, .watchedTables: []
    }
  }

  /// One object with what is around it, and the comma before it.
  func object(_ number: Int) -> [UInt8] {
    let item = SyntheticNamespace.item(number)
    let comma = Array((number > 0 ? "," : "").utf8)
    let event = Array(#"{"type":"ADDED","object":"#.utf8)
    switch shape {
    case .list: return comma + item
    case .table: return comma + Self.row(number, item)
    case .watch:
      let kind = Array(#"{"kind":"Namespace","apiVersion":"v1","#.utf8)
      return event + kind + item.dropFirst() + Array("}\n".utf8)
    case .watchedTables:
      return event + Self.tableStart(number == 0 ? "[]" : "null") + Array("[".utf8)
        + Self.row(number, item) + Array("]}}\n".utf8)
    }
  }

  private static func tableStart(_ columns: String) -> [UInt8] {
    Array(
      (#"{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"1"},"#
        + #""columnDefinitions":\#(columns),"rows":"#).utf8)
  }

  private static func row(_ number: Int, _ object: [UInt8]) -> [UInt8] {
    Array(#"{"cells":["\#(SyntheticNamespace.name(number))","Active","3d"],"object":"#.utf8)
      + object
      + Array("}".utf8)
  }
}
