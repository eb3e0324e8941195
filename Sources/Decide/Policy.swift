package import KubernetesAPI
package import Ownership

/// The rules by which requests are decided; a pure function with its settings.
package struct Policy: Sendable {
  /// What the names of the program's own groups begin with, such as `bailiwick:`.
  package let groupPrefix: String
  /// Whether owners of tenants may make namespaces.
  package let isSelfService: Bool

  /// Creates the rules.
  package init(groupPrefix: String, isSelfService: Bool = false) {
    self.groupPrefix = groupPrefix
    self.isSelfService = isSelfService
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
    guard let resource = filteredResource(of: request) else {
      return .verdict(SelfReview(request).map { .review($0) } ?? .pass)
    }
    if request.query.hasDroppedPairs {
      return .verdict(
        .refuse(
          .badRequest("the query holds a semicolon, a broken escape or too many parameters")))
    }
    let decision = decide(request, accept, identity.user, resource, view, answers)
    if case .verdict(.filter(var filtering)) = decision {
      filtering.standing = Filtering.Standing(
        fingerprint: view.fingerprint(of: resource, for: identity.user),
        lastChange: view.lastChange(of: resource, for: identity.user))
      return .verdict(.filter(filtering))
    }
    if case .verdict(.pass) = decision, request.asksForPageOfOurs {
      // The API server would take the token for a broken one. Who loses what a list was begun with,
      // or gains more, begins again.
      return .verdict(.refuse(.expired(Filtering.Page.expired)))
    }
    return decision
  }

  private func decide(
    _ request: ResourceRequest, _ accept: String?, _ user: UserInfo, _ resource: FilteredResource,
    _ view: View, _ answers: Answers
  ) -> Decision {
    // The API server answers HEAD with 405.
    if request.method == "GET" {
      let lookup = Lookup(
        policy: self, request: request, accept: accept, resource: resource, user: user,
        answers: answers)
      switch request.verb {
      case .list, .watch, .get:
        return request.name.isEmpty ? lookup.all(in: view) : lookup.one(in: view)
      default: return .verdict(.pass)
      }
    }
    guard !request.name.isEmpty else {
      guard isSelfService, request.verb == .create, resource == .namespaces else {
        return .verdict(.pass)
      }
      return create(request, accept, user, view, answers)
    }
    let operation: Operations
    switch request.verb {
    case .update, .patch: operation = .update
    case .delete: operation = .delete
    default: return .verdict(.pass)
    }
    let change = Change(
      policy: self, request: request, accept: accept, resource: resource, operation: operation)
    return change.decide(for: user, in: view, answers)
  }

  /// The making of a namespace by whoever owns a tenant that it can belong to.
  ///
  /// What the tenant lets its owners make is looked at where the tenant is read anew.
  private func create(
    _ request: ResourceRequest, _ accept: String?, _ user: UserInfo, _ view: View,
    _ answers: Answers
  ) -> Decision {
    let tenants = view.tenants(of: .tenants, to: user)
    guard !tenants.isEmpty, let path = request.collectionPath else { return .verdict(.pass) }
    return unlessAllowed(request, answers) {
      guard let accept = Accept(parsing: accept).narrowed() else {
        return .refuse(.notAcceptable(Accept.filterable))
      }
      return .create(
        Creation(
          tenants: tenants, group: creationGroup, path: path, query: request.query,
          accept: accept))
    }
  }

  /// Whether a request passes whoever sends it: nothing of it is filtered, and it asks nothing that is
  /// answered here.
  package func alwaysPasses(_ request: ResourceRequest) -> Bool {
    filteredResource(of: request) == nil && SelfReview(request) == nil && !request.isForProxy
  }

  /// A pass for whom the cluster's own rules allow the request, and otherwise the outcome.
  func unlessAllowed(
    _ request: ResourceRequest, _ answers: Answers, _ outcome: () -> Verdict
  ) -> Decision {
    let question = Question.isAllowed(Access(request))
    return switch answers[question] {
    case nil: .ask(question)
    case true?: .verdict(.pass)
    case false?: .verdict(outcome())
    }
  }

  /// The group that lets the API server answer everything of the resource.
  package func wideningGroup(for resource: FilteredResource) -> String {
    wideningGroup(for: .list, of: resource)
  }

  /// The group that lets the API server answer an operation; of writes, not the reading before.
  package func wideningGroup(for operation: Operations, of resource: FilteredResource) -> String {
    let word =
      switch operation {
      case .update: "update"
      case .delete: "delete"
      default: "read"
      }
    return "\(groupPrefix)\(word):\(resource.groupResource)"
  }

  /// The group that lets the API server answer the making of namespaces.
  package var creationGroup: String {
    "\(groupPrefix)create:\(FilteredResource.namespaces.groupResource)"
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
  func filteredResource(of request: ResourceRequest) -> FilteredResource? {
    guard request.isResourceRequest, request.subresource.isEmpty, !request.isInNamespace,
      let resource = FilteredResource(request.groupResource),
      resource.versions.contains(request.apiVersion)
    else { return nil }
    return resource
  }
}

extension ResourceRequest {
  /// Whether it is a list that goes on with a token the proxy gave out.
  fileprivate var asksForPageOfOurs: Bool {
    guard method == "GET", verb == .list, let token = query[first: "continue"] else { return false }
    return token.utf8.starts(with: Filtering.Page.tokenPrefix.utf8)
  }
}
