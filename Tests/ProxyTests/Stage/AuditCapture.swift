import JSON
import Synchronization

/// Keeps every audit line.
final class AuditCapture: Sendable {
  private let kept = Mutex<[[UInt8]]>([])

  /// The lines as they came, each with its newline.
  var text: String { kept.withLock { String(decoding: $0.joined(), as: UTF8.self) } }

  /// The lines as values.
  var lines: [JSONValue] {
    get throws { try kept.withLock { $0 }.map { try JSONValue(parsing: $0) } }
  }

  func keep(_ line: [UInt8]) { kept.withLock { $0.append(line) } }

  /// The lines once there are so many; those of streams come after the client has its answer.
  func lines(_ count: Int) async throws -> [JSONValue] {
    for _ in 0..<2_000 {
      if kept.withLock({ $0.count >= count }) { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try lines
  }
}
