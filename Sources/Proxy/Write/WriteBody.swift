internal import JSON
internal import KubernetesAPI
internal import YAML

/// What a request says that changes an object, understood in exactly one way.
///
/// What goes upstream is written anew from it, so that the API server reads what was read here.
/// That is why two members of one name are refused, of which the API server would take the last.
struct WriteBody: Sendable {
  /// What is said.
  enum Content: Sendable {
    /// The object, or a patch in its shape.
    case object(JSONValue)
    /// A patch of operations.
    case operations(JSONPatchPin)
    /// How to delete.
    case options(DeleteOptions)
  }

  /// How it changes the object.
  let kind: WriteKind
  /// What it says.
  let content: Content
  /// The query without what asks for a dry run, and without options that go in the body.
  let query: Query
  /// Whether the client wants nothing to be done in earnest.
  let isDryRun: Bool

  /// The most bytes: what the API server takes for an object (apiserver/pkg/server/config.go,
  /// MaxRequestBodyBytes).
  static let maximumBytes = 3 << 20

  /// Reads a body and the query beside it.
  ///
  /// - Throws: 400 for what cannot be read, 415 for a media type that is not understood, 422 for a
  ///   dry run that is none.
  init(_ bytes: [UInt8], _ kind: WriteKind, contentType: String?, query: Query) throws(Status) {
    self.kind = kind
    // Where an options' body deletes, the API server looks for it there alone, and does in earnest what
    // was not meant so.
    var dryRun = try query.dryRun
    switch kind {
    case .patch(.json): content = .operations(try JSONPatchPin(Self.json(bytes, "patch")))
    case .patch(.apply): content = .object(try Self.yaml(bytes))
    case .patch: content = .object(try Self.json(bytes, "patch"))
    case .put: content = .object(try Self.value(bytes, contentType))
    case .delete:
      let options =
        bytes.isEmpty
        ? try DeleteOptions(query)
        : try DeleteOptions(Self.value(bytes, contentType, readsProtobuf: true))
      dryRun += options.dryRun
      content = .options(options)
    }
    if let odd = dryRun.first(where: { $0 != "All" }) {
      throw .unsupportedDryRun(odd, of: kind.options)
    }
    isDryRun = !dryRun.isEmpty
    self.query = kind == .delete ? DeleteOptions.removed(from: query) : query.removing("dryRun")
  }

  /// Reads a body by its media type.
  ///
  /// An object is read in protobuf only where every field of it is known.
  static func value(
    _ bytes: [UInt8], _ contentType: String?, readsProtobuf: Bool = false
  ) throws(Status) -> JSONValue {
    // Only spaces surround a media type, and its letters have no case (RFC 9110 §8.3.1).
    switch (contentType ?? "").prefix(while: { $0 != ";" }).filter({ $0 != " " }).lowercased() {
    case "", "application/json": return try json(bytes, "body")
    case "application/yaml": return try yaml(bytes)
    case Accept.protobuf where readsProtobuf: return try protobuf(bytes)
    default:
      throw .unsupportedMediaType(
        ["application/json", "application/yaml"] + (readsProtobuf ? [Accept.protobuf] : []))
    }
  }

  private static func protobuf(_ bytes: [UInt8]) throws(Status) -> JSONValue {
    do throws(ProtobufError) { return try ProtobufBody.json(bytes) } catch {
      throw .badRequest("error decoding body: \(error.message)")
    }
  }

  private static func json(_ bytes: [UInt8], _ what: String) throws(Status) -> JSONValue {
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch {
      throw .badRequest("error decoding \(what): \(error)")
    }
  }

  /// JSON is nearly a part of YAML, and nearly always what is sent as YAML.
  private static func yaml(_ bytes: [UInt8]) throws(Status) -> JSONValue {
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch {}
    do throws(YAMLError) {
      let documents = try YAML.documents(bytes)
      guard documents.count <= 1 else {
        throw YAMLError(line: 1, column: 1, reason: "more than one document")
      }
      return documents.first ?? .null
    } catch {
      throw .badRequest("error decoding YAML: \(error)")
    }
  }
}
