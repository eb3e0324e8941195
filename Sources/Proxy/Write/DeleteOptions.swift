internal import JSON
internal import KubernetesAPI

/// How an object is to be deleted (metav1.DeleteOptions).
struct DeleteOptions: Sendable, Equatable {
  var gracePeriodSeconds: Int?
  var orphanDependents: Bool?
  var propagationPolicy: String?
  /// Nothing is done in earnest if there is one; `All` is the only one there is.
  var dryRun: [String] = []
  /// The object must have this uid.
  var uid: String?
  /// The object must be in this state.
  var resourceVersion: String?

  /// What deletes an object that cannot be read, past its finalizers and every precondition.
  static let breaking = "ignoreStoreReadErrorWithClusterBreakingPotential"

  /// Reads a body; null says nothing.
  ///
  /// Members that the type does not have are left out.
  ///
  /// - Throws: 400 for another kind and for a member of another type, 403 for a deletion that no
  ///   precondition holds.
  init(_ body: JSONValue) throws(Status) {
    guard !body.isNull else { return }
    guard body.object != nil else { throw Self.fault("the body is not an object") }
    guard ["", "DeleteOptions"].contains(try Self.string("kind", body) ?? "") else {
      throw .badRequest("decoded object cannot be converted to DeleteOptions")
    }
    if let value = Self.member("gracePeriodSeconds", body) {
      guard let seconds = value.int else { throw Self.fault("gracePeriodSeconds is no integer") }
      gracePeriodSeconds = seconds
    }
    orphanDependents = try Self.bool("orphanDependents", body)
    propagationPolicy = try Self.string("propagationPolicy", body)
    if let value = Self.member("dryRun", body) {
      let all = value.array ?? []
      dryRun = all.compactMap(\.string)
      guard value.array != nil, dryRun.count == all.count else {
        throw Self.fault("dryRun is no array of strings")
      }
    }
    if let preconditions = Self.member("preconditions", body) {
      guard preconditions.object != nil else { throw Self.fault("preconditions is no object") }
      uid = try Self.string("uid", preconditions)
      resourceVersion = try Self.string("resourceVersion", preconditions)
    }
    if try Self.bool(Self.breaking, body) == true { throw Self.breaksStore }
  }

  private static func member(_ key: String, _ object: JSONValue) -> JSONValue? {
    guard let value = object[key], !value.isNull else { return nil }
    return value
  }

  private static func string(_ key: String, _ object: JSONValue) throws(Status) -> String? {
    guard let value = member(key, object) else { return nil }
    guard let text = value.string else { throw fault("\(key) is no string") }
    return text
  }

  private static func bool(_ key: String, _ object: JSONValue) throws(Status) -> Bool? {
    guard let value = member(key, object) else { return nil }
    guard let truth = value.bool else { throw fault("\(key) is no Boolean") }
    return truth
  }

  private static func fault(_ what: String) -> Status {
    .badRequest("error decoding DeleteOptions: \(what)")
  }

  private static let breaksStore = Status(
    code: 403, reason: "Forbidden", message: "\(breaking) is not possible here")
}

extension DeleteOptions {
  /// The parameters that are the options where there is no body; where there is one, none of them
  /// means anything to the API server (handlers/delete.go, DeleteResource).
  private static let parameters = [
    "gracePeriodSeconds", "orphanDependents", "propagationPolicy", "dryRun", "uid",
    "resourceVersion", breaking,
  ]

  /// Reads a query (apis/meta/v1/conversion.go, Convert_url_Values_To_v1_DeleteOptions).
  init(_ query: Query) throws(Status) {
    try self.init(JSONValue.null)
    if let text = query[first: "gracePeriodSeconds"] {
      guard let seconds = Int(text) else { throw Self.fault("gracePeriodSeconds is no integer") }
      gracePeriodSeconds = seconds
    }
    orphanDependents = query[first: "orphanDependents"].map(Self.isTrue)
    propagationPolicy = query[first: "propagationPolicy"]
    dryRun = query[first: "dryRun"].map { [$0] } ?? []
    uid = query[first: "uid"].flatMap { $0.isEmpty ? nil : $0 }
    resourceVersion = query[first: "resourceVersion"].flatMap { $0.isEmpty ? nil : $0 }
    if query[first: Self.breaking].map(Self.isTrue) == true { throw Self.breaksStore }
  }

  /// What the API server takes for true (apimachinery/pkg/runtime/conversion.go,
  /// Convert_Slice_string_To_bool).
  private static func isTrue(_ text: String) -> Bool { text != "0" && text.lowercased() != "false" }

  /// The query without the options.
  static func removed(from query: Query) -> Query {
    parameters.reduce(query) { $0.removing($1) }
  }

  /// The options with the preconditions that hold of one state of the object.
  ///
  /// - Throws: 409 when the client's own do not, in the words of `registry/rest/delete.go`,
  ///   BeforeDelete, which speak of the kind.
  func pinned(to state: ObjectState, of resource: GroupResource) throws(Status) -> DeleteOptions {
    let meta = state.meta
    let kind = GroupResource(group: resource.group, resource: state.kind)
    if let uid, uid != meta.uid {
      throw .conflict(
        kind, name: meta.name,
        because: "the UID in the precondition (\(uid)) does not match the UID in record "
          + "(\(meta.uid)). The object might have been deleted and then recreated")
    }
    if let resourceVersion, resourceVersion != meta.resourceVersion {
      throw .conflict(
        kind, name: meta.name,
        because: "the ResourceVersion in the precondition (\(resourceVersion)) does not match the "
          + "ResourceVersion in record (\(meta.resourceVersion)). The object might have been "
          + "modified")
    }
    var pinned = self
    pinned.uid = meta.uid
    pinned.resourceVersion = meta.resourceVersion
    return pinned
  }

  /// The options as a body, without a kind, which needs none.
  var json: JSONValue {
    var json: JSONValue = [:]
    json["gracePeriodSeconds"] = gracePeriodSeconds.map { .int($0) }
    var preconditions: JSONValue = [:]
    preconditions["uid"] = uid.map { .string($0) }
    preconditions["resourceVersion"] = resourceVersion.map { .string($0) }
    if preconditions != [:] { json["preconditions"] = preconditions }
    json["orphanDependents"] = orphanDependents.map { .bool($0) }
    json["propagationPolicy"] = propagationPolicy.map { .string($0) }
    if !dryRun.isEmpty { json["dryRun"] = .strings(dryRun) }
    return json
  }
}
