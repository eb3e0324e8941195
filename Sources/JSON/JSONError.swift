/// Why a JSON text is refused, and where.
///
/// The reason is a fixed phrase. It never carries bytes of the text: those may belong to somebody
/// else than the reader of the error.
package struct JSONError: Error, Equatable, CustomStringConvertible {
  /// The offset of the offending byte, counted in bytes from the start of the text.
  package var offset: Int

  /// What is wrong, in a few words.
  package var reason: String

  /// An error at `offset` bytes into the text.
  package init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  package var description: String { "JSON, byte \(offset): \(reason)" }

  /// The same error of a text that begins `base` bytes into a longer one.
  func moved(by base: Int) -> JSONError {
    JSONError(offset: offset + base, reason: reason)
  }
}
