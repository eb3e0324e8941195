import KubernetesAPI
import Ownership

/// A GET of a filtered resource, about to be decided.
struct Lookup {
  let policy: Policy
  let request: ResourceRequest
  let accept: String?
  let resource: FilteredResource
  let user: UserInfo
  let answers: Answers

  /// A list or watch of whatever is the caller's.
  func all(in view: View) -> Decision {
    let selection = view.selection(of: resource, for: user)
    if selection == nil {
      // Whoever owned something until now keeps a store that only an empty list can empty: an
      // informer that is refused leaves it as it is.
      guard isContinuing, view.ownedRecently(resource, by: user) else { return .verdict(.pass) }
    }
    let form: Filtering.Form = request.verb == .watch ? .watch : .list
    return policy.unlessAllowed(request, answers) {
      filter(selection, form, emptyMeansPass: false)
    }
  }

  /// One object by its name: as itself, as a list of one, or its events.
  func one(in view: View) -> Decision {
    guard let selection = view.selection(of: resource, for: user) else { return .verdict(.pass) }
    let verdict = selection.selects(name: request.name)
    guard verdict != .no else { return .verdict(.pass) }
    let form: Filtering.Form
    switch request.verb {
    case .watch:
      // Its events come and go with what is the caller's, so a watch that needs none of this is
      // better off without.
      return policy.unlessAllowed(request, answers) {
        filter(selection, .watch, emptyMeansPass: false)
      }
    case .get: form = .object(request.name)
    default: form = .listOfOne(request.name)
    }
    let outcome = filter(selection, form, emptyMeansPass: verdict == .dependsOnLabels)
    // What the widened caller is shown, and what leads to a pass, is never less than what the
    // cluster's own rules would show. Only a refusal of ours could be, so only that is asked about.
    if case .refuse = outcome { return policy.unlessAllowed(request, answers) { outcome } }
    return .verdict(outcome)
  }

  /// Whether the list goes on from a state the client had, and does not ask for any state at all.
  private var isContinuing: Bool {
    guard let version = request.query[first: "resourceVersion"] else { return false }
    return !version.isEmpty && version != "0"
  }

  private func filter(
    _ selection: Selection?, _ form: Filtering.Form, emptyMeansPass: Bool
  ) -> Verdict {
    var query = request.query
    var page: Filtering.Page?
    switch form {
    case .object: break
    case .list:
      switch self.page(of: &query) {
      case .refused(let status): return .refuse(status)
      case .whole: break
      case .part(let found): page = found
      }
    case .listOfOne:
      // Nothing comes after a list of one: no token was ever given out that could be used now.
      if let token = query[first: "continue"], !token.isEmpty {
        return .refuse(.expired(Filtering.Page.expired))
      }
      query = unpaged(query)
    case .watch:
      guard watch(in: &query) else {
        return .refuse(
          .badRequest("fieldSelector metadata.name doesn't match requested name"))
      }
    }
    guard let path = form == .watch ? request.collectionPath : request.resourcePath else {
      return .pass
    }
    guard let accept = Accept(parsing: accept).narrowed() else {
      return .refuse(.notAcceptable(Accept.filterable))
    }
    // Rows of a Table are told apart by their objects, so these are always asked for.
    let stripsObjects = query[first: "includeObject"] == "None"
    if stripsObjects { query.set("includeObject", "Metadata") }
    // A watch is asked for whole: what becomes the caller's later tells so by an event of its own,
    // which a selector of today's names would keep away.
    if form == .list, let selection {
      query = PushDown.narrow(query, to: selection, of: resource)
    }
    let parameters = query.encoded()
    return .filter(
      Filtering(
        resource: resource, selection: selection, form: form, emptyMeansPass: emptyMeansPass,
        wideningGroup: policy.wideningGroup(for: resource),
        target: parameters.isEmpty ? path : path + "?" + parameters, accept: accept, page: page,
        stripsObjects: stripsObjects,
        resourceVersion: isContinuing ? query[first: "resourceVersion"] : nil))
  }

  // MARK: Watches

  /// Says in the query what the path said: that it is a watch, and of which object.
  ///
  /// False when the selector names another object than the path, which the API server refuses
  /// (endpoints/handlers/get.go, listOpts).
  private func watch(in query: inout Query) -> Bool {
    query.set("watch", "true")
    guard request.isVerbInPath, !request.name.isEmpty else { return true }
    let wanted = query[first: "fieldSelector"] ?? ""
    // A selector that is wrong goes as it came, for the API server to say so in its own words.
    guard let selector = try? FieldSelector(parsing: wanted) else { return true }
    guard !selector.terms.isEmpty else {
      query.set(
        "fieldSelector", FieldSelector.text(requiring: request.name, of: "metadata.name"))
      return true
    }
    return selector.requiredValue(of: "metadata.name")?.hasSameBytes(as: request.name) ?? false
  }

  // MARK: Pages

  private enum Pages {
    case whole
    case part(Filtering.Page)
    case refused(Status)
  }

  /// Takes the page that is asked for out of the query.
  private func page(of query: inout Query) -> Pages {
    let token = query[first: "continue"] ?? ""
    if !token.isEmpty {
      // Which of two states is meant is refused in the API server's words
      // (storage/interfaces.go, ValidateListOptions).
      if isContinuing {
        return .refused(
          .badRequest("specifying resource version is not allowed when using continue"))
      }
      // The API server refuses both in one request before it looks at the token.
      if !(query[first: "resourceVersionMatch"] ?? "").isEmpty { return .whole }
    }
    var limit: Int?
    if let text = query[first: "limit"] {
      guard let number = Int64(text) else {
        // For the API server to refuse.
        query = query.removing("continue")
        return .whole
      }
      // Nought and less mean no limit (storage/etcd3/store.go, GetList).
      limit = number > 0 ? Int(exactly: number) : nil
    }
    query = query.removing("limit", "continue")
    guard limit != nil || !token.isEmpty else { return .whole }
    return .part(Filtering.Page(limit: limit, token: token.isEmpty ? nil : token))
  }

  /// The query of a list of one, which has no pages.
  ///
  /// A limit beside a resourceVersion also meant that exactly this version is asked for
  /// (etcd3/store.go, GetList), so that is then said in words. A limit that is no number stays, for
  /// the API server to refuse.
  private func unpaged(_ query: Query) -> Query {
    guard let limit = query[first: "limit"] else { return query.removing("continue") }
    guard let limit = Int64(limit) else { return query }
    var whole = query.removing("limit", "continue")
    if limit > 0, isContinuing, (query[first: "resourceVersionMatch"] ?? "").isEmpty {
      whole.set("resourceVersionMatch", "Exact")
    }
    return whole
  }
}
