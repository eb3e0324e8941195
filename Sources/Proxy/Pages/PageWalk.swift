internal import Decide
internal import JSON
internal import KubernetesAPI

/// One answer of a list that comes in pages: what is asked upstream, what of it the client gets, and
/// where the list goes on.
///
/// The client never gets more than its limit. The upstream is asked for pages of 500 at least, and
/// they are read one after the other until the limit is reached, the list ends, or a page has
/// nothing for the client. So whatever the limit is, an answer costs the upstream the pages that
/// gave something to it and at most one more. It may come short of the limit, even empty, with a
/// token: only the token tells whether there is more (`metav1.ListOptions.limit`). A client without
/// a limit gets all there is.
struct PageWalk {
  /// What follows a page of the upstream's.
  enum Next: Equatable {
    /// Another one, for the same answer.
    case page
    /// The end of the answer, and the token of what is left; nil at the end of the list.
    case end(PageToken?)
  }

  /// The least that is asked of the upstream at once.
  static let leastLimit = 500
  /// The most that is asked of the upstream at once.
  private static let mostLimit = 10_000

  /// The most items of the answer; nil for all.
  private let limit: Int?
  /// Where the page in hand began; nil where the client begins its list.
  private(set) var position: PageToken?
  /// The last name the client has, from this answer or an earlier one.
  private var lastName: String
  /// Whether what the client has was not passed yet.
  private var isSkipping: Bool
  private var kept = 0
  private var keptOnPage = 0
  private var isOverfull = false

  /// The walk of one answer.
  ///
  /// - Parameters:
  ///   - limit: what the client asked for; none and zero and less are all the same
  ///     (`apiserver/pkg/storage/etcd3/store.go`, GetList).
  ///   - position: what the client's token said; nil without one.
  init(limit: Int?, from position: PageToken? = nil) {
    self.limit = limit.flatMap { $0 > 0 ? $0 : nil }
    self.position = position
    lastName = position?.lastName ?? ""
    isSkipping = !lastName.isEmpty
  }

  /// The query of the page in hand, made of the query of the whole list.
  func query(_ list: Query) -> Query {
    var query = list.removing("limit", "continue")
    if let limit { query.set("limit", "\(Self.upstreamLimit(limit))") }
    guard let position else { return query }
    // Both are refused beside a token.
    query = query.removing("resourceVersion", "resourceVersionMatch")
    if !position.upstreamToken.isEmpty {
      query.set("continue", position.upstreamToken)
    } else if !position.resourceVersion.isEmpty {
      query.set("resourceVersion", position.resourceVersion)
      query.set("resourceVersionMatch", "Exact")
    }
    return query
  }

  /// The items asked of the upstream at once: those of the client in steps.
  ///
  /// A client that chose the number could count what is hidden by whether a token follows.
  private static func upstreamLimit(_ limit: Int) -> Int {
    let steps = (min(limit, mostLimit) + leastLimit - 1) / leastLimit
    return max(steps, 1) * leastLimit
  }

  /// Whether the client gets an item of the page in hand.
  mutating func takes(_ item: ListItem, isSelected: (ListItem) -> Bool) -> Bool {
    if isSkipping {
      if lastName.utf8.elementsEqual(item.name.utf8) {
        isSkipping = false
        return false
      }
      guard lastName.utf8.lexicographicallyPrecedes(item.name.utf8) else { return false }
      isSkipping = false
    }
    guard !isOverfull, isSelected(item) else { return false }
    if let limit, kept >= limit {
      isOverfull = true
      return false
    }
    kept += 1
    keptOnPage += 1
    lastName = item.name
    return true
  }

  /// Ends the page in hand.
  mutating func end(_ page: PageMetadata) -> Next {
    var next = PageToken(
      resourceVersion: page.resourceVersion, upstreamToken: position?.upstreamToken ?? "",
      lastName: lastName)
    if isOverfull { return .end(next) }
    guard !page.continueToken.isEmpty else { return .end(nil) }
    next.upstreamToken = page.continueToken
    if let limit, kept >= limit || keptOnPage == 0 { return .end(next) }
    position = next
    keptOnPage = 0
    return .page
  }
}
