package import KubernetesAPI
package import Ownership

/// The rules by which requests are decided; a pure function with its settings.
package struct Policy: Sendable {
  /// What the names of the program's own groups begin with, such as `bailiwick:`.
  package let groupPrefix: String

  /// Creates the rules.
  package init(groupPrefix: String) {
    self.groupPrefix = groupPrefix
  }

  /// Decides one request, or says what must be known first.
  ///
  /// `accept` is the value of the request's first `Accept` field. The same request, identity and
  /// view with the answer to the question lead to the verdict.
  package func decide(
    _ request: ResourceRequest, accept: String?, for identity: Identity, in view: View,
    answers: Answers = Answers()
  ) -> Decision {
    // Identities are examined when they are proven. This is the second lock on the same door:
    // whoever comes with such a group could read everything.
    if identity.user.groups.contains(where: isOwnGroup) { return .verdict(.refuse(.unauthorized)) }
    guard let resource = filteredResource(of: request) else { return .verdict(.pass) }
    if request.query.hasDroppedPairs {
      return .verdict(
        .refuse(
          .badRequest("the query holds a semicolon, a broken escape or too many parameters")))
    }
    // The API server answers HEAD with 405; writes and watches are its own decision.
    guard request.method == "GET" else { return .verdict(.pass) }
    let lookup = Lookup(
      policy: self, request: request, accept: accept, resource: resource,
      user: identity.user, answers: answers)
    return switch request.verb {
    case .list where request.name.isEmpty: lookup.list(in: view)
    case .list, .get: lookup.one(in: view)
    default: .verdict(.pass)
    }
  }

  /// The group that lets the API server answer everything of the resource.
  package func wideningGroup(for resource: FilteredResource) -> String {
    "\(groupPrefix)read:\(resource.groupResource)"
  }

  /// Whether the API server could take the group for one of the program's.
  ///
  /// It trims the values of header fields, so the space around the name says nothing; letters are
  /// compared without case, which is stricter than it is.
  package func isOwnGroup(_ group: String) -> Bool {
    var bytes = group.utf8.makeIterator()
    var next = bytes.next()
    while let byte = next, byte <= 0x20 || byte == 0x7F { next = bytes.next() }
    // Nearly every group differs in its first byte.
    for expected in groupPrefix.utf8 {
      guard let byte = next, Self.lowercased(byte) == Self.lowercased(expected) else {
        return false
      }
      next = bytes.next()
    }
    return true
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// The filtered resource that the request is for; nil for anything else, and for anything inside
  /// or beside it: a subresource, another version, a resource of that name in a namespace.
  private func filteredResource(of request: ResourceRequest) -> FilteredResource? {
    guard request.isResourceRequest, request.subresource.isEmpty, !request.isInNamespace,
      let resource = FilteredResource(request.groupResource),
      resource.versions.contains(request.apiVersion)
    else { return nil }
    return resource
  }
}
