/// A word that names no controller.
package struct UnknownController: Error, Sendable, Equatable {
  /// The word.
  package let word: String
}
