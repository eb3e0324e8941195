/// Where the messages of an answer end that streams, so that it can be ended behind a whole one.
///
/// Bytes are looked at as they pass, and most of them are not: a line's end is the last byte, and a
/// length says how far the next one is.
package struct StreamFrames {
  /// How messages are told apart.
  package enum Form: Sendable {
    /// Each ends with a newline, and has no other.
    case lines
    /// Each stands behind its length, four bytes with the highest first.
    case lengths
  }

  private let form: Form
  /// Bytes of the message that have not passed.
  private var left = 0
  /// Bytes of the length that have passed, and what they say.
  private var length = (count: 0, value: 0)
  /// Whether everything that passed is whole messages.
  package private(set) var isWhole = true

  private static let lengthBytes = 4

  package init(_ form: Form) { self.form = form }

  /// Takes the bytes that come next.
  package mutating func pass(_ bytes: Span<UInt8>) {
    guard !bytes.isEmpty else { return }
    switch form {
    case .lines: isWhole = bytes[bytes.count - 1] == UInt8(ascii: "\n")
    case .lengths: passLengths(bytes)
    }
  }

  private mutating func passLengths(_ bytes: Span<UInt8>) {
    var position = 0
    while position < bytes.count {
      if left > 0 {
        let taken = min(left, bytes.count - position)
        left -= taken
        position += taken
        continue
      }
      length = (length.count + 1, length.value << 8 | Int(bytes[position]))
      position += 1
      if length.count == Self.lengthBytes {
        left = length.value
        length = (0, 0)
      }
    }
    isWhole = left == 0 && length.count == 0
  }
}
