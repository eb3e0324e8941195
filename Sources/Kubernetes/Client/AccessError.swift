/// Why the program does not know how to reach a cluster: a sentence for a person, with what to do
/// next.
///
/// It names files, contexts and fields, never the value of a credential.
package struct AccessError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The sentence.
  package let description: String

  /// An error that says this.
  package init(_ description: String) {
    self.description = description
  }
}
