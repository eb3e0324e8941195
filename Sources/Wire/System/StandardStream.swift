internal import CSystem

/// The program's standard output and standard error, line by line.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes a line and its newline in one piece where the kernel takes it so.
  ///
  /// What cannot be written is lost: a log that nobody reads must not stop the program.
  package func write(_ line: String) {
    Self.write(line, to: rawValue)
  }

  static func write(_ line: String, to descriptor: Int32) {
    var bytes = Array(line.utf8)[...]
    bytes.append(UInt8(ascii: "\n"))
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { source in
        unsafe CSystem.write(descriptor, source.baseAddress, source.count)
      }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else {
        guard cs_errno() == EINTR else { return }
      }
    }
  }
}
