/// Why something cannot be loaded: where it stands, what is wrong, and what to do.
package struct LoadProblem: Error, Sendable, Equatable, CustomStringConvertible {
  package let place: ManifestPlace
  /// A sentence or two for a person.
  package let reason: String

  init(_ place: ManifestPlace, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  package var description: String { "\(place): \(reason)" }

  /// How many problems are told of; more would hide the first.
  private static let most = 20

  /// The problems as lines, of many only the first and how many there are.
  package static func summary(_ problems: [LoadProblem]) -> String {
    let lines = problems.prefix(most).map(\.description)
    let rest = problems.count - lines.count
    return (rest > 0 ? lines + ["and \(rest) more"] : lines).joined(separator: "\n")
  }
}
