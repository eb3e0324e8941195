/// A label whose values are known beforehand, and are few.
package protocol MetricLabel: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}
