/// Why a list or a watch did not go on, as far as it decides what is tried next.
package enum WatchFailure: Sendable, Equatable {
  /// The resourceVersion or continue token is too old (410): only a new list helps.
  case expired

  /// The resource is not served (404).
  case absent

  /// The watch showed neither event nor bookmark for as long as it was allowed to.
  case silent

  /// No answer, a broken one, or one that says to come back: the place in the order is still good.
  case interrupted(retryAfter: Duration?)

  /// An answer that cannot be used: a new list is needed.
  case unusable(retryAfter: Duration?)
}
