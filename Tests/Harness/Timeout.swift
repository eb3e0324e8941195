/// Something did not happen in time.
package struct Timeout: Error, CustomStringConvertible {
  package let description: String

  /// - Parameter detail: what was seen last; for the reader of the failure.
  package init(_ awaited: String, _ detail: String = "") {
    description = detail.isEmpty ? "no end: \(awaited)" : "no end: \(awaited)\n\(detail)"
  }
}
