extension MetricFamily {
  /// Of callers' requests.
  static let ofRequests = [
    requests, requestDuration, firstByteDuration, responseBytes, hiddenItems, requestsInFlight,
    requestsRefused, exchangeFailures,
  ]

  package static let requests = MetricFamily(
    "bailiwick_requests_total", .counter, ["verb", "resource", "verdict", "code"],
    "Requests that were answered, or given up (code 0); streams when they end.")
  package static let requestDuration = MetricFamily(
    "bailiwick_request_duration_seconds", .histogram, ["verb", "verdict"],
    "From a request's head to the last byte of its answer; streams are not in it.")
  package static let firstByteDuration = MetricFamily(
    "bailiwick_request_first_byte_seconds", .histogram, ["verb", "verdict"],
    "From a request's head to the first byte of its answer.")
  package static let responseBytes = MetricFamily(
    "bailiwick_response_bytes_total", .counter, ["verb", "resource", "verdict"],
    "Bytes of answers, their heads included.")
  package static let hiddenItems = MetricFamily(
    "bailiwick_hidden_items_total", .counter, ["resource"],
    "Items of filtered lists that were kept from the caller.")
  package static let requestsInFlight = MetricFamily(
    "bailiwick_requests_in_flight", .gauge, ["kind"],
    "Requests under way: short ones, and streams (watches, followed logs, tunnels).")
  package static let requestsRefused = MetricFamily(
    "bailiwick_requests_refused_total", .counter, ["reason"],
    "Requests that a limit refused: of a user who has too many under way, or of all.")
  package static let exchangeFailures = MetricFamily(
    "bailiwick_exchange_failures_total", .counter, ["reason"],
    "Requests that got no proper answer of the API server, by what was wrong.")

  /// Of watches and other streams.
  static let ofStreams = [watchEvents, streamsEnded, streamsRegistered]

  package static let watchEvents = MetricFamily(
    "bailiwick_watch_events_total", .counter, ["resource", "outcome"],
    "Events of filtered watches that were passed to the caller, or hidden.")
  package static let streamsEnded = MetricFamily(
    "bailiwick_streams_ended_total", .counter, ["reason"],
    "Streams that came to an end, by who or what ended them.")
  package static let streamsRegistered = MetricFamily(
    "bailiwick_streams_open", .gauge, [],
    "Streams whose caller's proof and access are asked about again.")

  /// Of callers' connections.
  static let ofConnections = [
    connectionsOpen, connectionsAccepted, connectionsTurnedAway, handshakesFailed, bufferedBytes,
  ]

  package static let connectionsOpen = MetricFamily(
    "bailiwick_connections_open", .gauge, [], "Connections of callers that are served now.")
  package static let connectionsAccepted = MetricFamily(
    "bailiwick_connections_accepted_total", .counter, [],
    "Connections of callers that were let in.")
  package static let connectionsTurnedAway = MetricFamily(
    "bailiwick_connections_turned_away_total", .counter, ["reason"],
    "Connections beyond the limits: of everybody, of one address, or closed unheard.")
  package static let handshakesFailed = MetricFamily(
    "bailiwick_connections_failed_total", .counter, [],
    "Connections that ended before a request, by a failed TLS handshake as a rule.")
  package static let bufferedBytes = MetricFamily(
    "bailiwick_buffered_bytes", .gauge, [],
    "Bytes that requests hold in memory, of those that --max-buffered-bytes allows.")
}
