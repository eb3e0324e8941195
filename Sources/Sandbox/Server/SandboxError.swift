/// Why an API server could not be made, as one sentence.
package struct SandboxError: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
