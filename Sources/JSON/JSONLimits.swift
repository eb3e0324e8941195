/// How large a JSON text may be before reading it is refused.
package struct JSONLimits: Sendable, Equatable {
  /// How many arrays and objects may be open at once.
  package var depth: Int

  /// The length of the whole text in bytes.
  package var bytes: Int

  /// Limits of `depth` open values and `bytes` bytes.
  package init(depth: Int, bytes: Int) {
    self.depth = depth
    self.bytes = bytes
  }

  /// A hundred levels and 64 MiB.
  ///
  /// An API object is at most 3 MiB (apiserver's `MaxRequestBodyBytes`); one page of a list is
  /// well below 64 MiB.
  package static let standard = JSONLimits(depth: 100, bytes: 64 << 20)
}
