internal import Wire

extension TokenExpiry {
  /// A duration that ends no later than the token, whose last Unix second may be known.
  static func lifetime(_ wanted: Duration, until expires: Int64?) -> Duration {
    guard let expires else { return wanted }
    // A token says what it likes: the least number must not overflow.
    return min(wanted, .seconds(max(expires, 0) - SystemClock.unixSeconds))
  }
}
