/// The head of a response (RFC 9112 §4), made to be read into again and again.
package struct ResponseHead: Sendable {
  /// The status code, 100 to 599.
  package internal(set) var status = 200

  package internal(set) var version = HTTPVersion.http1_1

  package var fields = Fields()

  /// Where the body ends, given the request that was answered.
  package internal(set) var body = BodyLength.none

  /// Whether another request may go out on the connection after this answer's body.
  package internal(set) var keepAlive = true

  /// Whether an Upgrade field is there and Connection names it.
  package internal(set) var offersUpgrade = false

  var reasonOctets: [UInt8] = []

  var progress = HeadProgress()

  package init() {}

  /// An answer of the program's own, without fields.
  package init(status: Int) {
    precondition((100...599).contains(status), "a status has three digits")
    self.status = status
    reasonOctets.append(Self.reason(of: status))
  }

  /// The reason phrase, which means nothing (RFC 9112 §4).
  package var reason: String { reasonOctets.span.text(0..<reasonOctets.count) }

  /// Whether another head follows this one: 1xx, apart from 101 that ends HTTP.
  package var isInterim: Bool { status < 200 && status != 101 }

  /// Frames the body anew, in the fields too.
  package mutating func setBody(_ body: BodyLength) {
    self.body = body
    fields.setFraming(body)
  }

  /// Appends the head as HTTP/1.1 to what is to be sent, the empty line included.
  package func serialise(into output: inout [UInt8]) {
    output.reserve(reasonOctets.count + 16 + fields.serialisedLength)
    output.append("HTTP/1.1 " as StaticString)
    output.append(decimal: UInt64(status))
    output.append(.space)
    output.append(reasonOctets.span, 0..<reasonOctets.count)
    output.append("\r\n" as StaticString)
    fields.serialise(into: &output)
  }
}

extension ResponseHead: Equatable {
  /// Whether both say the same; how they were read does not count.
  package static func == (left: ResponseHead, right: ResponseHead) -> Bool {
    left.status == right.status && left.reasonOctets == right.reasonOctets
      && left.version == right.version && left.body == right.body
      && left.keepAlive == right.keepAlive && left.offersUpgrade == right.offersUpgrade
      && left.fields == right.fields
  }
}
