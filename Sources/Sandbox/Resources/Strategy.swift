import JSON
import KubernetesAPI

/// How the objects of a resource are completed and judged before they are stored.
///
/// Pure: everything an answer depends on is in the arguments. The server itself has done before:
/// decoding by the schema, name and namespace, uid, creationTimestamp; and does after: generation by
/// `countsGenerations`, managedFields, resourceVersion.
protocol Strategy: Sendable {
  /// Whether `metadata.generation` counts changes outside of metadata and status.
  var countsGenerations: Bool { get }

  /// Whether `metadata.generation` counts changes of the status too.
  var generationCountsStatus: Bool { get }

  /// What a name must look like.
  var nameRule: NameRule { get }

  /// Whether an update has its metadata judged as a whole by the resource too, after the server.
  var judgesMetadataAgain: Bool { get }

  /// Brings what was sent into the shape of its version, before anything else is done with it.
  ///
  /// - Throws: 400 for what cannot be decoded.
  func conform(_ object: JSONValue, to version: ResourceVersion) throws(Status) -> Conformed

  /// Fills in what was left out, as the API's defaulting functions do; also on update.
  func setDefaults(_ object: inout JSONValue)

  /// Resets what a creator may not set, such as the status.
  func prepareForCreate(_ object: inout JSONValue)

  /// Restores from `old` what this update may not change; `subresource` is empty for the object
  /// itself.
  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String)

  /// What is wrong with a new object.
  func problems(creating object: JSONValue) -> [FieldProblem]

  /// What is wrong with an object that replaces another.
  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem]

  /// Brings a judged object into the form it is stored in; the last thing done with it.
  func prepareForStorage(_ object: inout JSONValue)

  /// Warnings for the `Warning` header of an answer.
  func warnings(for object: JSONValue) -> [String]

  /// The value of a field for a field selector; nil when the resource has no such field.
  func selectableField(_ name: String, of object: JSONValue) -> String?
}

extension Strategy {
  var countsGenerations: Bool { false }
  var generationCountsStatus: Bool { false }
  var nameRule: NameRule { .subdomain }
  var judgesMetadataAgain: Bool { false }
  func conform(_ object: JSONValue, to version: ResourceVersion) throws(Status) -> Conformed {
    do throws(ConformError) {
      return try version.schema.conform(object)
    } catch {
      let kind = object["kind"]?.string ?? ""
      throw .badRequest(
        "\(kind) in version \"\(version.name)\" cannot be handled as a \(kind): \(error.message)")
    }
  }
  func setDefaults(_ object: inout JSONValue) {}
  func prepareForCreate(_ object: inout JSONValue) {}
  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {}
  func problems(creating object: JSONValue) -> [FieldProblem] { [] }
  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    []
  }
  func prepareForStorage(_ object: inout JSONValue) {}
  func warnings(for object: JSONValue) -> [String] { [] }
  func selectableField(_ name: String, of object: JSONValue) -> String? { nil }
}

/// The strategy of a resource that has no rules of its own.
struct CommonStrategy: Strategy {}
