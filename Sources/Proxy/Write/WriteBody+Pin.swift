internal import JSON
internal import KubernetesAPI

extension WriteBody {
  /// The body made conditional on one state of the object: against any other the API server answers
  /// with a conflict.
  ///
  /// - Throws: 409 when the client goes by another state itself, 400 for what can be no such body.
  func pinned(
    to state: ObjectState, of resource: GroupResource, asDryRun: Bool
  ) throws(Status) -> JSONValue {
    let meta = state.meta
    switch content {
    case .operations(let patch):
      guard (patch.ownVersion ?? meta.resourceVersion) == meta.resourceVersion else {
        throw .modified(resource, name: meta.name)
      }
      return patch.pinned(to: meta.resourceVersion)
    case .object(let value): return try pinned(value, to: meta, of: resource)
    case .options(let options):
      var pinned = try options.pinned(to: state, of: resource)
      pinned.dryRun = asDryRun ? ["All"] : []
      return pinned.json
    }
  }

  /// Whether the client goes by a state of its own, so that a conflict is for the client to solve.
  var hasOwnVersion: Bool {
    switch content {
    case .operations(let patch): return patch.ownVersion != nil
    case .options(let options): return options.resourceVersion != nil
    case .object(let value):
      do throws(Status) {
        return try Self.version(value["metadata", "resourceVersion"]) != nil
      } catch {
        return true
      }
    }
  }

  /// An object, or a patch in its shape, with the version in its metadata.
  ///
  /// An apply says the uid too: without it a new object would be made in the place of one that is
  /// gone meanwhile, whatever version it says (handlers/patch.go, applyPatch).
  private func pinned(
    _ value: JSONValue, to meta: ObjectMeta, of resource: GroupResource
  ) throws(Status) -> JSONValue {
    guard var object = value.object else {
      throw .badRequest("error decoding body: not an object")
    }
    var metadata: JSONObject
    switch object["metadata"] {
    case .object(let members)?: metadata = members
    case nil: metadata = [:]
    case .null? where kind == .put || kind == .patch(.apply): metadata = [:]
    case .null?:
      // As a patch it takes all metadata away, and with it the name (handlers/rest.go, checkName).
      throw .badRequest(
        "the name of the object (\(meta.name) based on URL) was undeterminable: name must be "
          + "provided")
    default: throw .badRequest("error decoding body: metadata is not an object")
    }
    if let own = try Self.version(metadata["resourceVersion"]), own != meta.resourceVersion {
      throw .modified(resource, name: meta.name)
    }
    metadata["resourceVersion"] = .string(meta.resourceVersion)
    if kind == .patch(.apply) {
      switch metadata["uid"] {
      case nil, .null?, .string("")?: metadata["uid"] = .string(meta.uid)
      case .string?: break
      default: throw .badRequest("error decoding body: metadata.uid is not a string")
      }
    }
    object["metadata"] = .object(metadata)
    return .object(object)
  }

  /// The state a client goes by; nil where it says none, which is also what nought means
  /// (storage/api_object_versioner.go, ObjectResourceVersion).
  static func version(_ value: JSONValue?) throws(Status) -> String? {
    guard let value, !value.isNull else { return nil }
    guard let text = value.string else {
      throw .badRequest("error decoding body: metadata.resourceVersion is not a string")
    }
    return text.utf8.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : text
  }
}
