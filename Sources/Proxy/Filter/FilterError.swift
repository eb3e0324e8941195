internal import KubernetesAPI

/// Why an answer cannot be filtered: it is not what was asked for, or cannot be read in one way.
struct FilterError: Error, CustomStringConvertible {
  let description: String

  /// Whether the answer is one that can be filtered, and is only more than may be held for it.
  let isTooLarge: Bool

  /// Whether it could be filtered if others held less at the moment.
  let isCrowded: Bool

  /// An error with these words.
  init(description: String, isTooLarge: Bool = false, isCrowded: Bool = false) {
    self.description = description
    self.isTooLarge = isTooLarge
    self.isCrowded = isCrowded
  }

  /// Protobuf that cannot be read in one way.
  init(_ error: ProtobufError) { self.init(description: error.message) }
}
