import JSON
import KubernetesAPI
import YAML

/// The object in the body of a request.
struct RequestBody: Sendable {
  /// The object, with `kind` and `apiVersion`, which may be left out in the body.
  var object: JSONValue
  /// The paths of members that the text has twice; the last one counts.
  let duplicates: [String]
  /// The text, when it has such members.
  private let text: [UInt8]?
  /// What a strict reader says of YAML.
  private var repetition: String?

  /// Reads a body.
  ///
  /// - Parameters:
  ///   - bytes: the body, not compressed.
  ///   - contentType: the header as it was sent.
  ///   - expected: what the request is for, which is what errors speak of; nil for options, where
  ///     they only say the reason.
  /// - Throws: 415 for an unknown format, 400 for what cannot be read or is of another kind.
  static func decode(
    _ bytes: [UInt8], contentType: String?, as expected: ExpectedKind?
  ) throws(Status) -> RequestBody {
    let format = try BodyFormat(
      contentType: contentType, hasProtobuf: expected?.isBuiltin ?? true)
    let reading: (value: JSONValue, notes: [MemberNote])
    var repetition: String?
    do throws(BodyProblem) {
      switch format {
      case .json: reading = try json(bytes)
      case .yaml:
        let document = try yaml(bytes)
        reading = (document.value, [])
        repetition = document.problem
      case .protobuf: return try protobuf(bytes, expected)
      }
      let (kind, apiVersion) = try BodyKind.of(reading.value, expected)
      if let reason = expected?.mismatch(kind: kind, apiVersion: apiVersion) {
        throw .kind(kind, apiVersion, reason)
      }
      if kind.isEmpty, expected?.isBuiltin == false {
        let text = format == .json ? bytes : reading.value.encodedAsGo()
        throw .unreadable("Object 'Kind' is missing in '\(String(decoding: text, as: UTF8.self))'")
      }
      var object = reading.value.isNull ? .object([:]) : reading.value
      if !kind.isEmpty { object["kind"] = .string(kind) }
      if !apiVersion.isEmpty { object["apiVersion"] = .string(apiVersion) }
      return RequestBody(
        object: object, duplicates: reading.notes.map(\.path),
        text: reading.notes.isEmpty ? .none : bytes, repetition: repetition)
    } catch {
      throw error.status(expected, bytes)
    }
  }

  private init(
    object: JSONValue, duplicates: [String] = [], text: [UInt8]? = nil, repetition: String? = nil
  ) {
    self.repetition = repetition
    self.object = object
    self.duplicates = duplicates
    self.text = text
  }

  /// What strict decoding complains about: `unknown field "spec.foo"`, in the order of the text.
  ///
  /// - Parameter unknown: the paths of the fields that were dropped.
  func problems(unknown: [String]) -> [String] {
    guard let text, let notes = try? JSONValue.lenient(parsing: text, noting: unknown).notes else {
      return (repetition.map { [$0] } ?? []) + unknown.map { "unknown field \($0.goQuoted)" }
    }
    let isDropped: (String) -> Bool = { path in
      unknown.contains {
        path.utf8.starts(with: $0.utf8)
          && (path.utf8.count == $0.utf8.count
            || ".[".utf8.contains(
              path.utf8[
                path.utf8.index(path.utf8.startIndex, offsetBy: $0.utf8.count)]))
      }
    }
    return notes.compactMap { note in
      if !note.isDuplicate { return "unknown field \(note.path.goQuoted)" }
      return isDropped(note.path) ? nil : "duplicate field \(note.path.goQuoted)"
    }
  }

  private static func json(
    _ bytes: [UInt8]
  ) throws(BodyProblem) -> (value: JSONValue, notes: [MemberNote]) {
    do throws(JSONError) {
      return try JSONValue.lenient(parsing: bytes)
    } catch {
      let reason = GoSyntax.problem(bytes) ?? error.reason
      throw .unreadable("couldn't get version/kind; json parse error: \(reason)")
    }
  }

  /// The first document; the others are ignored, as `yaml.Unmarshal` does.
  private static func yaml(_ bytes: [UInt8]) throws(BodyProblem) -> YAMLReading {
    do throws(YAMLError) {
      return try YAML.lenient(bytes)
    } catch {
      throw .unreadable(error.goText)
    }
  }

  private static func protobuf(
    _ bytes: [UInt8], _ expected: ExpectedKind?
  ) throws(BodyProblem) -> RequestBody {
    if bytes.isEmpty { throw .unreadable("empty data") }
    if ProtobufEnvelope.isOne(bytes.span), bytes.count == 4 { throw .unreadable("empty body") }
    var envelope: ProtobufEnvelope
    do throws(ProtobufError) {
      envelope = try ProtobufEnvelope(bytes.span, as: .go)
    } catch {
      throw .unreadable(error.message)
    }
    if envelope.kind.isEmpty { envelope.kind = expected?.kind ?? "DeleteOptions" }
    if envelope.apiVersion.isEmpty { envelope.apiVersion = expected?.apiVersion ?? "v1" }
    if let reason = expected?.mismatch(kind: envelope.kind, apiVersion: envelope.apiVersion) {
      throw .kind(envelope.kind, envelope.apiVersion, reason)
    }
    do throws(ProtobufError) {
      return RequestBody(object: try envelope.object())
    } catch {
      throw .kind(envelope.kind, envelope.apiVersion, error.message)
    }
  }
}
