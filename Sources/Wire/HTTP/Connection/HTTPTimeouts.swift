/// How long each phase of a connection may take.
package struct HTTPTimeouts: Sendable {
  /// From a connection's acceptance to the end of its TLS handshake.
  package var handshake: Interval = .seconds(10)
  /// From the end of the handshake to the first byte of the first request.
  package var first: Interval = .seconds(30)
  /// Between two requests.
  package var idle: Interval = .seconds(180)
  /// How long a draining server waits for a request on a connection that was opened or used a moment
  /// ago: its client may have sent one already, which a close would lose.
  package var settle: Interval = .seconds(2)
  /// From the first byte of a head to its end.
  package var head: Interval = .seconds(15)
  /// Between two reads of a body, and between two reads of an answer that streams.
  package var body: Interval = .seconds(60)
  /// How long a client may be waited for within the body of one request; ``bodyRate`` bytes win a
  /// second of it back.
  package var bodyGrace: Interval = .seconds(30)
  /// Bytes a second that a request's body has to come with in the long run.
  package var bodyRate: UInt64 = 256
  /// Until a peer took what was gathered for it, at most 64 KiB as a rule.
  package var write: Interval = .seconds(60)
  /// Connecting to the upstream, its handshake included.
  package var connect: Interval = .seconds(10)
  /// From a request's last byte to its answer's first; the API server ends short requests after 60 s.
  package var answer: Interval = .seconds(75)
  /// Between two reads of a streaming answer such as a watch or a log, which may be silent for long.
  package var stream: Interval = .seconds(4 * 3600)

  /// From the head of a request whose client waits to send the body to its being told to, where the
  /// upstream says nothing (RFC 9110 §10.1.1).
  package var expect: Interval = .seconds(1)
  /// From the end of a client's side to its being taken for gone, while it waits for an answer.
  package var halfClosed: Interval = .seconds(5)
  /// A tunnel in which nothing moves in either direction; the kubelet's own limit is the same.
  package var tunnel: Interval = .seconds(4 * 3600)

  package init() {}

  /// For clients that get one answer and are to go: nobody waits for them.
  var brief: HTTPTimeouts {
    var brief = self
    brief.handshake = min(handshake, .seconds(3))
    brief.first = min(first, .seconds(3))
    brief.head = min(head, .seconds(3))
    brief.write = min(write, .seconds(3))
    return brief
  }
}
