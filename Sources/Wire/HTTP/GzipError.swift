/// Why bytes cannot be compressed or expanded.
package enum GzipError: Error, Equatable, CustomStringConvertible {
  /// The bytes are no gzip, or what they hold does not fit its checksum.
  case malformed
  /// The bytes end within a member.
  case truncated
  /// Memory is short.
  case memory

  package var description: String {
    switch self {
    case .malformed: "the bytes are no gzip"
    case .truncated: "the gzip ends early"
    case .memory: "memory is short for gzip"
    }
  }
}
