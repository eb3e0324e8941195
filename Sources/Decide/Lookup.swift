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

  /// A list of whatever is the caller's.
  func list(in view: View) -> Decision {
    let selection = view.selection(of: resource, for: user)
    if selection == nil {
      // Whoever owned something until now keeps a store that only an empty list can empty: an
      // informer that is refused leaves it as it is.
      guard isContinuing, view.ownedRecently(resource, by: user) else { return .verdict(.pass) }
    }
    return unlessAllowed { filter(selection, .list, emptyMeansPass: false) }
  }

  /// One object by its name, as itself or as a list of one.
  func one(in view: View) -> Decision {
    guard let selection = view.selection(of: resource, for: user) else { return .verdict(.pass) }
    let verdict = selection.selects(name: request.name)
    guard verdict != .no else { return .verdict(.pass) }
    let form: Filtering.Form =
      request.verb == .get ? .object(request.name) : .listOfOne(request.name)
    let outcome = filter(selection, form, emptyMeansPass: verdict == .dependsOnLabels)
    // What the widened caller is shown, and what leads to a pass, is never less than what the
    // cluster's own rules would show. Only a refusal of ours could be, so only that is asked about.
    if case .refuse = outcome { return unlessAllowed { outcome } }
    return .verdict(outcome)
  }

  /// A pass for whom the cluster's own rules allow the request, and otherwise the outcome.
  private func unlessAllowed(_ outcome: () -> Verdict) -> Decision {
    let question = Question.isAllowed(Access(request))
    return switch answers[question] {
    case nil: .ask(question)
    case true?: .verdict(.pass)
    case false?: .verdict(outcome())
    }
  }

  /// Whether the list goes on from a state the client had, and does not ask for any state at all.
  private var isContinuing: Bool {
    guard let version = request.query[first: "resourceVersion"] else { return false }
    return !version.isEmpty && version != "0"
  }

  private func filter(
    _ selection: Selection?, _ form: Filtering.Form, emptyMeansPass: Bool
  ) -> Verdict {
    guard let path = request.resourcePath else { return .pass }
    var query = request.query
    if request.verb == .list {
      // Pages are not kept here: no token was ever given out that could be used now.
      if let token = query[first: "continue"], !token.isEmpty { return .refuse(.expired()) }
      query = unpaged(query)
    }
    guard let accept = Accept(parsing: accept).narrowed() else {
      return .refuse(.notAcceptable(Accept.filterable))
    }
    // Rows of a Table are told apart by their objects, so these are always asked for.
    if query[first: "includeObject"] == "None" { query.set("includeObject", "Metadata") }
    if form == .list, let selection {
      query = PushDown.narrow(query, to: selection, of: resource)
    }
    let parameters = query.encoded()
    return .filter(
      Filtering(
        resource: resource, selection: selection, form: form, emptyMeansPass: emptyMeansPass,
        wideningGroup: policy.wideningGroup(for: resource),
        target: parameters.isEmpty ? path : path + "?" + parameters, accept: accept))
  }

  /// The query of the whole list in one page.
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
