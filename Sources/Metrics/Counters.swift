internal import Synchronization

/// One counter for each value of a label, for what does not happen with every request.
package final class Counters<Label: MetricLabel>: Sendable {
  private let counts = Mutex<[Label: UInt64]>([:])

  package init() {}

  /// Counts what happened under a label.
  package func add(_ label: Label, _ count: UInt64 = 1) {
    counts.withLock { $0[label, default: 0] &+= count }
  }

  /// What was counted under a label.
  package subscript(label: Label) -> UInt64 { counts.withLock { $0[label] ?? 0 } }

  /// Tells all of them under a family whose one label this is, also those that are nothing yet: a rate
  /// begins with the second sample.
  package func collect(_ family: MetricFamily, into samples: inout MetricSamples) {
    for label in Label.allCases {
      samples.add(family, [label.rawValue], Double(self[label]))
    }
  }
}
