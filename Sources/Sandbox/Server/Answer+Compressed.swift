import Wire

extension Answer {
  /// Bodies from this length on are compressed (handlers/responsewriters, `defaultGzipThresholdBytes`).
  private static let threshold = 128 << 10

  /// The answer as gzip, when the client takes it and it is worth it.
  func compressed(for acceptEncoding: String?) -> Answer {
    guard body.count >= Self.threshold,
      (acceptEncoding ?? "").split(separator: ",").contains(where: Self.isGzip),
      let body = Gzip.compressed(body)
    else { return self }
    var answer = self
    answer.body = body
    answer.fields += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return answer
  }

  private static func isGzip(_ coding: Substring) -> Bool {
    coding.prefix { $0 != ";" }.filter { $0 != " " } == "gzip"
  }
}
