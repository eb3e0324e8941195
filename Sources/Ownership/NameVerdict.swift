/// What the name alone tells about an object.
package enum NameVerdict: Sendable, Hashable {
  /// The object is selected.
  case yes
  /// The object is not selected, whatever its labels are.
  case no
  /// The labels decide.
  case dependsOnLabels
}
