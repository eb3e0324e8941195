internal import JSON
package import Kubernetes
internal import KubernetesAPI

/// What is older counts where two want what only one can have; it never changes, so nothing flaps.
package protocol Seniority {
  /// The object as it is known.
  var object: APIObject { get }
}

extension Seniority {
  /// Whether this was there before another; of two of one second the one that sorts first.
  package func isElder(than other: some Seniority) -> Bool {
    (age, object.key) < (other.age, other.object.key)
  }

  /// Whether it is on its way out, and counts no more.
  package var isLeaving: Bool { object.metadata.isTerminating }

  /// RFC 3339 in UTC and in seconds, which sorts as time does.
  private var age: String { object.json["metadata", "creationTimestamp"]?.string ?? "" }
}

extension Sequence where Element: Seniority {
  /// All of them, the eldest first.
  package func byAge() -> [Element] { sorted { $0.isElder(than: $1) } }
}
