/// How a reconciler left its object.
package enum Outcome: Sendable, Equatable {
  /// As it should be, or as it can be until something changes.
  case done

  /// To be looked at again after a time, whether or not anything changes.
  case again(after: Duration)
}
