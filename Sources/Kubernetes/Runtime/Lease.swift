package import JSON
package import Wire

/// A Lease of the API server (coordination.k8s.io/v1), as it was read or is to be written.
///
/// The times in it are for people: they are of other machines' clocks, and nothing is decided by
/// them.
package struct Lease: Sendable, Equatable {
  /// The object; what others wrote into it stays.
  package var object: JSONValue

  /// A Lease that the API server does not have yet, held by nobody.
  package init(_ key: ObjectKey) {
    object = [
      "apiVersion": "coordination.k8s.io/v1", "kind": "Lease",
      "metadata": [
        "name": .string(key.name), "namespace": .string(key.namespace),
        "labels": ["app.kubernetes.io/managed-by": "bailiwick"],
      ],
    ]
  }

  /// Reads what the API server answered.
  package init(reading object: JSONValue) throws(APIError) {
    guard object["kind"]?.string == "Lease",
      let version = object["metadata", "resourceVersion"]?.string, !version.isEmpty
    else { throw .unreadable("it is no Lease with a resourceVersion") }
    self.object = object
  }

  /// Who holds it; empty for nobody.
  package var holder: String { object["spec", "holderIdentity"]?.string ?? "" }

  /// How long its holder asks to be left alone; nil when it does not say.
  package var duration: Duration? {
    guard let seconds = object["spec", "leaseDurationSeconds"]?.int, seconds > 0 else { return nil }
    return .seconds(seconds)
  }

  /// When its holder says to have become that.
  package var acquireTime: String { object["spec", "acquireTime"]?.string ?? "" }

  /// When its holder says to have renewed it.
  package var renewTime: String { object["spec", "renewTime"]?.string ?? "" }

  /// How often the holder changed.
  package var transitions: Int { object["spec", "leaseTransitions"]?.int ?? 0 }

  /// The version; empty for one that the API server does not have yet.
  package var resourceVersion: String { object["metadata", "resourceVersion"]?.string ?? "" }

  /// Whether nobody wrote between the two.
  package func isSame(as other: Lease) -> Bool {
    resourceVersion == other.resourceVersion && holder == other.holder
      && renewTime == other.renewTime
  }

  /// The same lease, held or held on by somebody.
  package func held(by identity: String, for duration: Duration, at time: Timestamp) -> Lease {
    let text = time.rfc3339(.microseconds)
    var lease = self
    if holder != identity {
      // A Lease the API server does not have yet had no holder before.
      let count = resourceVersion.isEmpty ? 0 : min(max(transitions, 0), Int(Int32.max) - 1) + 1
      lease.set("holderIdentity", .string(identity))
      lease.set("acquireTime", .string(text))
      lease.set("leaseTransitions", .int(count))
    }
    lease.set("leaseDurationSeconds", .int(max(1, duration.components.seconds)))
    lease.set("renewTime", .string(text))
    return lease
  }

  /// The same lease, given up, as client-go's ReleaseOnCancel leaves it: anybody may take it.
  package func released(at time: Timestamp) -> Lease {
    let text = time.rfc3339(.microseconds)
    var lease = self
    lease.set("holderIdentity", "")
    lease.set("leaseDurationSeconds", 1)
    lease.set("acquireTime", .string(text))
    lease.set("renewTime", .string(text))
    return lease
  }

  private mutating func set(_ field: String, _ value: JSONValue) {
    var spec = object["spec"] ?? .object([:])
    spec[field] = value
    object["spec"] = spec
  }
}
