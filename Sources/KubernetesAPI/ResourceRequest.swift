/// What the API server itself makes of a request's method and target.
///
/// The rules are RequestInfo's (`apiserver/pkg/endpoints/request/requestinfo.go`), with the targets
/// refused that could be read in two ways.
package struct ResourceRequest: Sendable, Equatable {
  /// The method, as sent; methods are case-sensitive.
  package let method: String
  /// The target in origin form, as sent and checked.
  package let target: String
  /// How many bytes of the target are the path.
  private let pathLength: Int
  /// Whether the request is for a resource of the API, served or not.
  package private(set) var isResourceRequest = false
  /// What is asked for.
  package private(set) var verb: Verb
  /// `api` or `apis`; empty when the request is for no resource.
  package private(set) var apiPrefix = ""
  /// The API group; empty for the core group.
  package private(set) var apiGroup = ""
  /// The version in the API group.
  package private(set) var apiVersion = ""
  /// The namespace; for the namespace X itself, X.
  package private(set) var namespace = ""
  /// Whether the resource is one inside the namespace, and not the namespace itself.
  package private(set) var isInNamespace = false
  /// The resource in plural; empty when the path names none.
  package private(set) var resource = ""
  /// The part of the object that is meant, such as `status`; empty for the object itself.
  package private(set) var subresource = ""
  /// The object's name, from the path or from a field selector; empty for a collection.
  package private(set) var name = ""
  /// Whether the name was read from `fieldSelector=metadata.name=…` of a list or watch.
  package private(set) var isNamedByFieldSelector = false
  /// Whether the verb is a prefix of the path: `/api/v1/watch/…`.
  package private(set) var isVerbInPath = false
  /// What follows the `?`.
  package let query: Query

  /// Reads a request.
  ///
  /// `target` is what stood in the request line. Throws when it is not in origin form or could be
  /// read in more than one way; the answer is then 400.
  package init(method: String, target: String) throws(TargetError) {
    let bytes = target.utf8.span
    let path = try TargetPath(bytes)
    self.method = method
    self.target = target
    self.pathLength = path.end
    self.query = try Self.query(bytes, after: path)
    self.verb = Verb(nonResourceMethod: method)
    read(path, of: bytes)
  }

  private static func query(
    _ bytes: Span<UInt8>, after path: TargetPath
  ) throws(TargetError) -> Query {
    guard path.end < bytes.count else { return Query() }
    for index in path.end..<bytes.count {
      let byte = bytes[index]
      if byte <= 0x20 || byte >= 0x7F { throw .notVisibleASCII }
      if byte == UInt8(ascii: "#"), !path.isProxied { throw .fragment }
    }
    return Query(bytes, path.end + 1..<bytes.count)
  }

  private mutating func read(_ path: TargetPath, of bytes: Span<UInt8>) {
    guard path.count >= 3 else { return }
    var next: Int
    if path.segment(0, of: bytes, is: "api") {
      apiPrefix = "api"
      next = 1
    } else if path.segment(0, of: bytes, is: "apis") {
      guard path.count >= 4 else { return }
      apiPrefix = "apis"
      apiGroup = path.segment(1, of: bytes)
      next = 2
    } else {
      return
    }
    isResourceRequest = true
    apiVersion = path.segment(next, of: bytes)
    next += 1
    let isWatch = path.segment(next, of: bytes, is: "watch")
    if isWatch || path.segment(next, of: bytes, is: "proxy") {
      // The API server answers 500 to a verb with nothing behind it: no resource, nothing to decide.
      guard next + 1 < path.count else { return }
      verb = isWatch ? .watch : .proxy
      isVerbInPath = true
      next += 1
    } else {
      verb = Verb(resourceMethod: method)
    }
    readResource(path, of: bytes, from: next)
  }

  private mutating func readResource(
    _ path: TargetPath, of bytes: Span<UInt8>, from first: Int
  ) {
    var first = first
    if path.segment(first, of: bytes, is: "namespaces"), first + 1 < path.count {
      namespace = path.segment(first + 1, of: bytes)
      let third = first + 2
      let isInside =
        third < path.count && !path.segment(third, of: bytes, is: "status")
        && !path.segment(third, of: bytes, is: "finalize")
      if isInside {
        isInNamespace = true
        first = third
      }
    }
    resource = path.segment(first, of: bytes)
    if first + 1 < path.count { name = path.segment(first + 1, of: bytes) }
    if first + 2 < path.count, verb != .proxy { subresource = path.segment(first + 2, of: bytes) }
    guard name.isEmpty else { return }
    if verb == .get {
      let parameters = ListParameters(query)
      verb = parameters.isWatch ? .watch : .list
      name = parameters.name ?? ""
      isNamedByFieldSelector = parameters.name != nil
    } else if verb == .delete {
      verb = .deletecollection
    }
  }
}

extension ResourceRequest {
  /// The decoded path, as Go's `URL.Path`.
  package var path: String {
    let bytes = target.utf8.span
    let range = 0..<pathLength
    guard let decoded = PercentEncoding.decoded(bytes, range) else {
      return String(ascii: bytes, range)
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// The resource and its group.
  package var groupResource: GroupResource { GroupResource(group: apiGroup, resource: resource) }

  /// The name a field selector asks for; nil when the path names the object or nothing does.
  package var fieldSelectorName: String? { isNamedByFieldSelector ? name : nil }

  /// The path that reads as this request's resource, name and subresource and no more.
  ///
  /// It is spelled anew from what was read, without a trailing slash or a verb in front. Nil when
  /// the request is for no resource. A name from a field selector stays in the query.
  package var resourcePath: String? {
    guard var path = collectionPath else { return nil }
    if !name.isEmpty, !isNamedByFieldSelector { path += "/" + PercentEncoding.segment(name) }
    if !subresource.isEmpty { path += "/" + PercentEncoding.segment(subresource) }
    return path
  }

  /// The path of the resource's objects, spelled in the same way; nil for no resource.
  package var collectionPath: String? {
    guard isResourceRequest, !resource.isEmpty else { return nil }
    var path = "/" + apiPrefix
    if !apiGroup.isEmpty { path += "/" + PercentEncoding.segment(apiGroup) }
    path += "/" + PercentEncoding.segment(apiVersion)
    if isInNamespace { path += "/namespaces/" + PercentEncoding.segment(namespace) }
    return path + "/" + PercentEncoding.segment(resource)
  }

  /// The path of a resource at the cluster's scope, or of one object of it.
  package static func path(
    of resource: GroupResource, version: String, name: String = ""
  ) -> String {
    var path = resource.group.isEmpty ? "/api" : "/apis/" + PercentEncoding.segment(resource.group)
    for segment in [version, resource.resource, name] where !segment.isEmpty {
      path += "/" + PercentEncoding.segment(segment)
    }
    return path
  }
}
