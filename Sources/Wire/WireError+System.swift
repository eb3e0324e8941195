internal import CSystem

extension WireError {
  /// The error of the system call that just failed on this thread.
  static func system(_ what: String) -> WireError { system(what, cs_errno()) }

  /// The error `code` while doing `what`.
  static func system(_ what: String, _ code: Int32) -> WireError {
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return WireError(.system(code), "\(what): \(text)")
  }
}
