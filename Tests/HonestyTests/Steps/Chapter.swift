import Harness

/// Steps that belong together and leave nothing behind, so that chapters do not lean on each other.
struct Chapter: Sendable, CustomStringConvertible {
  let name: String
  let steps: [Step]
  /// What runs its commands; nil in a chapter of requests.
  var kubectl: Kubectl?

  var description: String { name }
}
