package import Decide
package import KubernetesAPI
internal import Wire

/// What is known of one request, gathered while it is answered; told once, at its end, and also at its
/// beginning if it may go on for long.
///
/// Belongs to the task that serves the connection, and is used for one request after the other. It
/// never holds a token, a key or a body.
package final class RequestRecord {
  /// What became of the request.
  package enum Verdict: String, Sendable, CaseIterable {
    case passed = "pass"
    case filtered = "filter"
    case written = "write"
    case created = "create"
    case reviewed = "review"
    case explained = "explain"
    case refused = "refuse"
  }

  /// The client's address and port.
  let client: String
  /// Whether a request was begun that was not told of yet.
  private(set) var isOpen = false
  /// Whether its beginning was told.
  var hasStarted = false
  /// What the request has in common with the API server's audit log; empty before ``identify(_:)``.
  private(set) var auditID: [UInt8] = []
  private var auditIDs = AuditIDs()

  /// When the request's head was there, in nanoseconds of the monotonic clock.
  package private(set) var began = SystemClock.monotonicNanoseconds
  /// What was asked for; nil for what could not be read.
  package var request: ResourceRequest?
  /// For whom it was decided; nil for nobody known.
  package var identity: Identity?
  /// Who sent it, where that is somebody else who acts as ``identity``.
  package var original: Identity?
  /// What became of it.
  package var verdict = Verdict.refused
  /// Why: the words of the rule that decided, or of what ended it.
  package var reason = ""
  /// The status of the upstream's answer; nil when none came.
  package var upstreamStatus: Int?
  /// Items of the answer that were kept from the caller.
  package var hiddenItems = 0
  /// Whether the answer may go on until somebody ends it.
  var isStream = false
  /// The stream that the answer is, while it is open and may be ended from elsewhere.
  var stream: OpenStream?
  /// Who or what ended it, where it is a stream that was let in.
  var ending: StreamEnding?
  /// Where the events of a watch are counted.
  let shard: RequestShard
  /// The trace that the request belongs to; empty for none.
  private(set) var traceID: [UInt8] = []

  /// - Parameter client: the client's address and port.
  package init(client: String = "") {
    self.client = client
    shard = RequestShard()
  }

  /// - Parameter shard: where the events of a watch are counted.
  init(client: String, shard: RequestShard) {
    self.client = client
    self.shard = shard
  }

  /// Forgets the last request, and begins with the next.
  func begin() {
    began = SystemClock.monotonicNanoseconds
    isOpen = true
    hasStarted = false
    request = nil
    identity = nil
    original = nil
    verdict = .refused
    reason = ""
    upstreamStatus = nil
    hiddenItems = 0
    stream = nil
    ending = nil
    isStream = false
  }

  /// Ends the request; false when it was ended before.
  func end() -> Bool {
    defer { isOpen = false }
    return isOpen
  }

  /// Notes that a stream did not come to its own end, unless something ended it.
  func breakOff() {
    if isStream, ending == nil { ending = .broken }
  }

  /// Notes what went wrong, beside why it was decided so.
  func note(_ fault: String) {
    guard !fault.isEmpty, !reason.hasSuffix(fault) else { return }
    reason = reason.isEmpty ? fault : "\(reason); \(fault)"
  }

  /// Gives the request its Audit-ID, which stands in the fields that go upstream: the client's own,
  /// where it has exactly one that is a short word, and a new one otherwise.
  func identify(_ fields: inout Fields) {
    TraceContext.settle(&fields, traceID: &traceID)
    let isKept =
      fields.count(of: .auditID) == 1
      && fields.withFirst(.auditID) { id in
        guard AuditIDs.isKept(id) else { return false }
        auditID.removeAll(keepingCapacity: true)
        for index in id.indices { auditID.append(id[index]) }
        return true
      } ?? false
    guard !isKept else { return }
    fields.remove(.auditID)
    auditIDs.next(into: &auditID)
    let (name, id) = (Self.fieldName, auditID)
    do throws(HTTPError) {
      try fields.append(name: name.span, value: id.span)
    } catch {
      // A UUID can always be written.
    }
  }

  private static let fieldName = Array("Audit-ID".utf8)
}
