/// The statuses that numbers are told of by themselves.
///
/// What a pod answers through the API server may be any number; the others count with the first of
/// their hundred, which the API server itself seldom answers.
enum KnownCodes {
  private static let own: Set<Int> = [
    0, 101, 200, 201, 202, 204, 206, 301, 302, 304, 307, 400, 401, 403, 404, 405, 406, 408, 409,
    410, 412, 413, 415, 416, 422, 429, 431, 500, 501, 502, 503, 504,
  ]

  /// The status under which one is counted; 0 for none.
  static func code(_ status: Int) -> UInt16 {
    if own.contains(status) { return UInt16(status) }
    return (100..<600).contains(status) ? UInt16(status / 100 * 100) : 0
  }
}
