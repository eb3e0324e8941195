/// How long each phase of a connection may take.
package struct HTTPTimeouts: Sendable {
  /// From the first byte of a connection to the end of its TLS handshake.
  package var handshake: Interval = .seconds(10)
  /// Between two requests.
  package var idle: Interval = .seconds(180)
  /// From the first byte of a head to its end.
  package var head: Interval = .seconds(15)
  /// Between two reads of a body, and between two reads of an answer that streams.
  package var body: Interval = .seconds(60)
  /// A write that makes no progress.
  package var write: Interval = .seconds(60)
  /// Connecting to the upstream, its handshake included.
  package var connect: Interval = .seconds(10)
  /// From a request's last byte to its answer's first; the API server ends short requests after 60 s.
  package var answer: Interval = .seconds(75)
  /// Between two reads of a streaming answer such as a watch or a log, which may be silent for long.
  package var stream: Interval = .seconds(4 * 3600)

  package init() {}
}
