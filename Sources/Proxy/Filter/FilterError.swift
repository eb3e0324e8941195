internal import KubernetesAPI

/// Why an answer cannot be filtered: it is not what was asked for, or cannot be read in one way.
struct FilterError: Error, CustomStringConvertible {
  let description: String

  /// Whether the answer is one that can be filtered, and is only more than may be held for it.
  let isTooLarge: Bool

  /// An error with these words.
  init(description: String, isTooLarge: Bool = false) {
    self.description = description
    self.isTooLarge = isTooLarge
  }

  /// Protobuf that cannot be read in one way.
  init(_ error: ProtobufError) { self.init(description: error.message) }
}
