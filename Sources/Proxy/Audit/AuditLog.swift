package import Wire

/// Where one line a request is told, and one more when a request begins that may go on for long.
package struct AuditLog: Sendable {
  private let write: (@Sendable (_ line: [UInt8], _ lost: Int) -> Void)?
  private let takeLost: @Sendable () -> Int

  /// Tells nobody.
  package init() {
    write = nil
    takeLost = { 0 }
  }

  /// Tells by lines, each with its newline, that `write` must not keep the caller waiting for.
  package init(write: @escaping @Sendable (_ line: [UInt8]) -> Void) {
    self.write = { line, _ in write(line) }
    takeLost = { 0 }
  }

  /// Tells by lines of a file; how many were lost is told in the next that is not.
  package init(_ writer: LineWriter) {
    write = { writer.append($0, carrying: $1) }
    takeLost = { writer.takeLost() }
  }

  /// Whether anybody is told, so that what only the line needs need not be worked out.
  var isOn: Bool { write != nil }

  /// Tells of the beginning of a request that may go on for long, once.
  func tellStart(_ record: RequestRecord, on connection: ServerConnection) {
    guard !record.hasStarted else { return }
    record.hasStarted = true
    tell(record, .started, on: connection)
  }

  /// Tells of a request that was answered, or given up, once.
  func tell(_ record: RequestRecord, on connection: ServerConnection) {
    guard record.end() else { return }
    tell(record, .complete, on: connection)
  }

  private func tell(
    _ record: RequestRecord, _ stage: AuditLine.Stage, on connection: ServerConnection
  ) {
    guard let write else { return }
    let lost = takeLost()
    let facts = AuditLine.Facts(
      stage: stage, time: SystemClock.now, elapsed: SystemClock.monotonicNanoseconds,
      status: connection.answerStatus, bytes: connection.sentBytes,
      firstByte: connection.firstSent, lost: lost)
    connection.transport.loop.withHeadBytes { bytes in
      let fields = connection.request.fields
      if fields.withFirst(.userAgent, { AuditLine.encode(record, facts, $0, into: &bytes) }) == nil
      {
        AuditLine.encode(record, facts, [UInt8]().span, into: &bytes)
      }
      write(bytes, lost)
    }
  }
}
