/// Why a request target is refused with 400.
///
/// The API server reads many spellings of one path and acts on the decoded one. A target whose
/// spelling leaves room for two readings is not repaired but refused, so that what is decided on is
/// what is forwarded.
package enum TargetError: Error, Sendable, Hashable {
  /// The target does not begin with a slash (absolute, authority and asterisk form).
  case notOriginForm
  /// The target holds a byte that is not visible ASCII.
  case notVisibleASCII
  /// Two slashes follow each other.
  case emptySegment
  /// A segment is `.` or `..`, encoded or not.
  case dotSegment
  /// A slash or a backslash is percent-encoded.
  case encodedSlash
  /// The path holds a backslash.
  case backslash
  /// The path holds `%00`.
  case encodedNUL
  /// A `%` is not followed by two hexadecimal digits.
  case badEscape
  /// The decoded path is not UTF-8.
  case notUTF8
  /// The target holds a `#`.
  case fragment
}

extension TargetError: CustomStringConvertible {
  /// One clause that completes "the request target …".
  package var description: String {
    switch self {
    case .notOriginForm: "the request target does not begin with a slash"
    case .notVisibleASCII: "the request target holds a byte that is not visible ASCII"
    case .emptySegment: "the request target holds an empty path segment"
    case .dotSegment: "the request target holds a dot segment"
    case .encodedSlash: "the request target holds an encoded slash or backslash"
    case .backslash: "the request target holds a backslash"
    case .encodedNUL: "the request target holds an encoded NUL"
    case .badEscape: "the request target holds a percent sign without two hexadecimal digits"
    case .notUTF8: "the request target's path is not UTF-8"
    case .fragment: "the request target holds a fragment"
    }
  }
}
