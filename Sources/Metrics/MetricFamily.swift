/// A name under which numbers are told, and what they mean.
///
/// The values of its labels come from lists that the program knows, never from what a caller sends: so
/// nobody makes a scrape longer than it is. The families there are stand in ``all``.
package struct MetricFamily: Sendable, Hashable {
  /// The name, which begins with `bailiwick_`, or with `process_` for what every program tells.
  package let name: String
  package let kind: MetricKind
  /// The names of the labels, in the order in which their values are given.
  package let labels: [String]
  /// One sentence for people.
  package let help: String

  init(_ name: String, _ kind: MetricKind, _ labels: [String] = [], _ help: String) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
  }
}
