/// The head of a request (RFC 9112 §3), made to be read into again and again.
///
/// What is decided on and what is forwarded are this one value: the target is in origin form and
/// visible ASCII, the framing is decided, and every field can be serialised as it is.
package struct RequestHead: Sendable {
  /// The method's bytes, then the target's.
  var line: [UInt8] = []

  var methodLength = 0

  package internal(set) var version = HTTPVersion.http1_1

  package var fields = Fields()

  /// Where the body ends: never `untilClose`.
  package internal(set) var body = BodyLength.none

  /// Whether the client may send another request on the connection.
  ///
  /// Never after HTTP/1.0, to which a proxy must not keep connections open (RFC 9112 §9.3).
  package internal(set) var keepAlive = true

  /// Whether the client waits for 100 Continue before its body (RFC 9110 §10.1.1).
  package internal(set) var expectsContinue = false

  /// Whether an Upgrade field is there and Connection names it.
  ///
  /// Information only: the request is one of HTTP/1.1 until an upstream has answered 101.
  package internal(set) var asksForUpgrade = false

  /// The authority of a target in absolute form, until it has become the Host field.
  var authority: [UInt8] = []

  var progress = HeadProgress()

  package init() {}

  /// A request of the program's own, without fields.
  ///
  /// - Throws: 400 for a method that is no token and for a target that is not in origin form.
  package init(method: String, target: String) throws(HTTPError) {
    let method = Array(method.utf8)
    guard !method.isEmpty, method.span.endOfToken(from: 0) == method.count else {
      throw .bad("a method that is not a token")
    }
    line = method
    methodLength = method.count
    try setTarget(target)
  }

  /// The method, which is case-sensitive.
  ///
  /// Text of up to 15 bytes is made without allocation.
  package var method: String { line.span.text(0..<methodLength) }

  package var methodKind: MethodKind {
    let name = line[..<methodLength]
    if name.elementsEqual("HEAD".utf8) { return .head }
    return name.elementsEqual("CONNECT".utf8) ? .connect : .other
  }

  /// The target in origin form, path and query.
  ///
  /// The text is made anew each time: keep it.
  package var target: String { line.span.text(methodLength..<line.count) }

  /// The target's bytes.
  package var targetBytes: ArraySlice<UInt8> { line[methodLength...] }

  /// Puts another target in the place of this one.
  ///
  /// - Throws: 400 unless it begins with a slash and is visible ASCII without `#`.
  package mutating func setTarget(_ target: String) throws(HTTPError) {
    let target = Array(target.utf8)
    guard target.first == .slash, target.span.endOfTarget(from: 0) == target.count else {
      throw .bad("a target that is not in origin form")
    }
    line.replaceSubrange(methodLength..., with: target)
  }

  /// Frames the body anew, in the fields too.
  package mutating func setBody(_ body: BodyLength) {
    precondition(body != .untilClose, "a request never ends with its connection")
    self.body = body
    fields.setFraming(body)
  }

  /// Appends the head as HTTP/1.1 to what is to be sent, the empty line included.
  ///
  /// HTTP/1.1 needs a Host field, which a request of HTTP/1.0 may have come without.
  package func serialise(into output: inout [UInt8]) {
    output.reserve(line.count + 16 + fields.serialisedLength)
    output.append(line.span, 0..<methodLength)
    output.append(.space)
    output.append(line.span, methodLength..<line.count)
    output.append(" HTTP/1.1\r\n" as StaticString)
    fields.serialise(into: &output)
  }
}

extension RequestHead: Equatable {
  /// Whether both say the same; how they were read does not count.
  package static func == (left: RequestHead, right: RequestHead) -> Bool {
    left.methodLength == right.methodLength && left.line == right.line
      && left.version == right.version && left.body == right.body
      && left.keepAlive == right.keepAlive && left.expectsContinue == right.expectsContinue
      && left.asksForUpgrade == right.asksForUpgrade && left.fields == right.fields
  }
}
