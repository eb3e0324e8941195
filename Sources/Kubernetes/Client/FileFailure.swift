/// Why a file was not read.
package enum FileFailure: Error, Sendable, Equatable {
  /// There is no such file.
  case missing

  /// The file is there and cannot be read, for a reason the system gives.
  case unreadable(String)

  /// The reason in words that follow a path: `does not exist`.
  package var words: String {
    switch self {
    case .missing: "does not exist"
    case .unreadable(let reason): "cannot be read (\(reason))"
    }
  }
}

/// Reads a whole file; injected, because this room does no I/O of its own.
package typealias ReadFile = @Sendable (_ path: String) throws(FileFailure) -> [UInt8]
