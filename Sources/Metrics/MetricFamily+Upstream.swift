extension MetricFamily {
  /// Of connections to the API server.
  static let ofUpstream = [
    upstreamOpen, upstreamIdle, upstreamConnecting, upstreamCreated, upstreamReused, upstreamFailed,
  ]

  package static let upstreamOpen = MetricFamily(
    "bailiwick_upstream_connections_open", .gauge, ["pool"],
    "Connections to the API server: those with the program's credential (own), and without (bare).")
  package static let upstreamIdle = MetricFamily(
    "bailiwick_upstream_connections_idle", .gauge, ["pool"],
    "Those of them that wait for a request.")
  package static let upstreamConnecting = MetricFamily(
    "bailiwick_upstream_connections_pending", .gauge, ["pool"],
    "Requests that wait until a connection to the API server is made.")
  package static let upstreamCreated = MetricFamily(
    "bailiwick_upstream_connections_created_total", .counter, ["pool"],
    "Connections to the API server that were made.")
  package static let upstreamReused = MetricFamily(
    "bailiwick_upstream_connections_reused_total", .counter, ["pool"],
    "Requests that went over a connection that was there.")
  package static let upstreamFailed = MetricFamily(
    "bailiwick_upstream_connection_failures_total", .counter, ["pool"],
    "Connections to the API server that could not be made.")

  /// Of who callers are and what they may do, by the API server's word.
  static let ofIdentity = [tokenLookups, tokenReviews, accessLookups, accessReviews]

  package static let tokenLookups = MetricFamily(
    "bailiwick_token_lookups_total", .counter, ["outcome"],
    "Bearer tokens by how their review was known: by the connection, kept, asked for, awaited, none."
  )
  package static let tokenReviews = MetricFamily(
    "bailiwick_token_reviews_total", .counter, ["outcome"],
    "Reviews of tokens that the API server was asked for.")
  package static let accessLookups = MetricFamily(
    "bailiwick_access_lookups_total", .counter, ["outcome"],
    "Questions of access by how the answer was known: kept, asked for, awaited, none.")
  package static let accessReviews = MetricFamily(
    "bailiwick_access_reviews_total", .counter, ["outcome"],
    "Reviews of access that the API server was asked for.")
}
