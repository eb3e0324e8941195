internal import CSystem

/// Why another program brought nothing.
package enum ProgramError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such program, or nobody may run it.
  case notFound
  /// A word of its command line or environment holds a NUL.
  case invalidWord
  /// It was ended because it took longer.
  case timedOut
  /// It was ended because it wrote more than this many bytes.
  case tooMuch(limit: Int)
  /// It ended with this exit code.
  case failed(Int32)
  /// A system call failed, by its `errno`.
  case system(Int32)

  package var description: String {
    switch self {
    case .notFound: "there is no such program that may be run"
    case .invalidWord: "its command line or environment holds a NUL"
    case .timedOut: "it did not end in time and was ended"
    case .tooMuch(let limit): "it wrote more than \(limit) bytes and was ended"
    case .failed(let code): "it ended with exit code \(code)"
    case .system(let code):
      unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
  }
}
