internal import JSON
internal import KubernetesAPI
internal import Ownership

/// A namespace that somebody wants made, as the body says it, understood in exactly one way.
struct NamespaceDraft: Sendable {
  private let object: JSONValue
  /// The name; empty where it is to be generated.
  let name: String
  /// What a generated name begins with.
  let generateName: String
  /// The labels.
  let labels: [String: String]
  /// The annotations.
  let annotations: [String: String]
  /// Whether the client wants nothing to be done in earnest.
  let isDryRun: Bool
  /// The query without what asks for a dry run.
  let query: Query

  /// Reads a body and the query beside it.
  ///
  /// - Throws: 400 for what cannot be read, 403 for what no tenant may say, 415 for a media type that
  ///   is not understood, 422 for a name or a dry run that is none.
  init(_ bytes: [UInt8], contentType: String?, query: Query) throws(Status) {
    object = try WriteBody.value(bytes, contentType, readsProtobuf: true)
    guard object.object != nil,
      ["", "v1"].contains(try Self.text(object["apiVersion"], "apiVersion")),
      ["", "Namespace"].contains(try Self.text(object["kind"], "kind"))
    else { throw .badRequest("the body is not a Namespace of v1") }
    let metadata = object["metadata"] ?? .null
    guard metadata.isNull || metadata.object != nil else {
      throw .badRequest("error decoding body: metadata is not an object")
    }
    name = try Self.text(metadata["name"], "metadata.name")
    generateName = try Self.text(metadata["generateName"], "metadata.generateName")
    labels = try Self.texts(metadata["labels"], "metadata.labels")
    annotations = try Self.texts(metadata["annotations"], "metadata.annotations")
    let dryRun = try query.dryRun
    if let odd = dryRun.first(where: { $0 != "All" }) {
      throw .unsupportedDryRun(odd, of: "CreateOptions")
    }
    isDryRun = !dryRun.isEmpty
    self.query = query.removing("dryRun")
    for (field, value) in [
      ("metadata.ownerReferences", metadata["ownerReferences"]),
      ("metadata.finalizers", metadata["finalizers"]), ("spec", object["spec"]),
    ] where !Self.isEmpty(value) {
      throw .forbidden(
        Status.namespaces, name: name, because: "\(field) cannot be set for a namespace of a tenant"
      )
    }
    guard !name.isEmpty || !generateName.isEmpty else { throw .namespaceWithoutName }
    if !name.isEmpty, !Self.isName(name) { throw .invalidNamespace(name) }
  }

  /// The tenant that the namespace is meant for; nil if the body does not say.
  var tenant: String? { labels[ReservedMetadata.tenant] }

  /// The name, or a new one that begins as it was asked for (apiserver/pkg/storage/names, which cuts
  /// and draws from the same letters).
  ///
  /// - Throws: 422 when what it begins with leads to no name.
  func chosenName(
    by source: inout some RandomNumberGenerator
  ) throws(Status) -> String {
    guard name.isEmpty else { return name }
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    let ending = (0..<5).map { _ in letters[Int.random(in: letters.indices, using: &source)] }
    let chosen = String(generateName.prefix(58)) + String(ending)
    guard Self.isName(chosen) else { throw .invalidNamespace(chosen) }
    return chosen
  }

  /// The namespace to be made: the tenant's, and with what the tenant gives every namespace.
  func object(named name: String, in terms: NamespaceTerms) -> JSONValue {
    var metadata = object["metadata"] ?? [:]
    metadata["name"] = .string(name)
    metadata["labels"] = Self.members(
      labels.merging(terms.labels.given) { $1 }
        .merging([ReservedMetadata.tenant: terms.name]) { $1 })
    metadata["annotations"] = Self.members(annotations.merging(terms.annotations.given) { $1 })
    metadata["ownerReferences"] = [
      [
        "apiVersion": "capsule.clastix.io/v1beta2", "kind": "Tenant", "name": .string(terms.name),
        "uid": .string(terms.uid), "controller": true, "blockOwnerDeletion": true,
      ]
    ]
    var made = object
    made["apiVersion"] = "v1"
    made["kind"] = "Namespace"
    made["metadata"] = metadata
    return made
  }

  // MARK: Reading

  /// Whether it is an RFC 1123 label (apimachinery/pkg/util/validation, IsDNS1123Label).
  private static func isName(_ text: String) -> Bool {
    text.utf8.count <= 63 && !text.utf8.contains(UInt8(ascii: "."))
      && LabelSyntax.isSubdomain(text.utf8[...])
  }

  /// Whether nothing is said: also `spec: {}` and `finalizers: []`, as tools write them.
  private static func isEmpty(_ value: JSONValue?) -> Bool {
    switch value {
    case nil, .null: true
    case .array(let elements)?: elements.isEmpty
    case .object(let members)?: members.values.allSatisfy(isEmpty)
    default: false
    }
  }

  private static func text(_ value: JSONValue?, _ field: String) throws(Status) -> String {
    switch value {
    case nil, .null: return ""
    case .string(let text)?: return text
    default: throw .badRequest("error decoding body: \(field) is not a string")
    }
  }

  /// A map of strings; null in it is the empty string, as in Go.
  private static func texts(
    _ value: JSONValue?, _ field: String
  ) throws(Status) -> [String: String] {
    guard let value, !value.isNull else { return [:] }
    guard let members = value.object else {
      throw .badRequest("error decoding body: \(field) is not an object")
    }
    var texts: [String: String] = [:]
    for (key, value) in members { texts[key] = try text(value, "\(field)[\(key)]") }
    return texts
  }

  private static func members(_ texts: [String: String]) -> JSONValue {
    var members: JSONValue = [:]
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) { members[key] = .string(text) }
    return members
  }
}
