import JSON

/// A request for a collection, in some form.
struct RandomRequest: Sendable, CustomStringConvertible {
  enum Form: String, CaseIterable, Sendable {
    case json, table, metadata, protobuf, watch
  }

  let kind: String
  let form: Form
  let labelSelector: String?
  let limit: Int?

  static func random(using random: inout some RandomNumberGenerator) -> RandomRequest {
    let selectors = [
      nil, nil, "color=red", "color%20in%20(red,blue)", "!color", "color,tier=one",
      "nothing=here",
    ]
    let form = Form.allCases.randomElement(using: &random) ?? .json
    return RandomRequest(
      kind: RandomCluster.paths.keys.sorted().randomElement(using: &random) ?? "Nodes",
      form: form, labelSelector: selectors.randomElement(using: &random) ?? nil,
      limit: form == .watch ? nil : [nil, 1, 2, 5, 500].randomElement(using: &random) ?? nil)
  }

  var description: String { "\(target()) as \(form)" }

  /// The target; `unpaged` leaves the limit out, and `token` continues.
  func target(unpaged: Bool = false, token: String? = nil) -> String {
    var query: [String] = []
    if let labelSelector { query.append("labelSelector=\(labelSelector)") }
    if let limit, !unpaged { query.append("limit=\(limit)") }
    if let token { query.append("continue=\(token)") }
    if form == .watch { query += ["watch=true", "timeoutSeconds=1"] }
    let path = RandomCluster.paths[kind] ?? ""
    return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
  }

  /// The collection's own target, for whoever wants to see everything of it.
  var plainTarget: String {
    RandomRequest(kind: kind, form: .json, labelSelector: labelSelector, limit: nil).target()
  }

  var accept: String {
    switch form {
    case .json, .watch: "application/json"
    case .table: "application/json;as=Table;g=meta.k8s.io;v=v1"
    case .metadata: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
    // Custom resources have no protobuf of their own.
    case .protobuf:
      kind == "Tenants"
        ? "application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
        : "application/vnd.kubernetes.protobuf"
    }
  }

  /// The items of an answer, in rows without the ages; the lines of a watch in no order.
  func items(_ body: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
    switch form {
    case .json, .metadata: return try ItemSlices(json: body).items
    case .table:
      return try ItemSlices(json: body).items.map { name, bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        return (name, Array(text.replacing(/"[0-9]+[smhd][0-9smhd]*"/, with: "\"<age>\"").utf8))
      }
    case .protobuf: return ItemSlices(protobuf: body).items
    case .watch:
      return try body.split(separator: UInt8(ascii: "\n")).map { line in
        let event = try JSONValue(parsing: Array(line))
        return (event["object", "metadata", "name"]?.string ?? "", Array(line))
      }.sorted { $0.name < $1.name }
    }
  }

  /// The token for the next page.
  func token(_ body: [UInt8]) throws -> String? {
    guard form != .watch else { return nil }
    if form == .protobuf {
      // The sealed token is the only text of its kind in the answer.
      let text = String(decoding: body, as: UTF8.self)
      return text.firstMatch(of: /bwk1\.[A-Za-z0-9_\-]+/).map { String($0.output) }
    }
    let token = try JSONValue(parsing: body)["metadata", "continue"]?.string
    return token?.isEmpty == false ? token : nil
  }
}
