import JSON
import Kubernetes
import Wire

/// What an API server makes of the requests about one Lease: a write is taken only for the version
/// it names.
struct LeaseServer: Sendable {
  /// What it answers.
  enum Answer: Sendable, Equatable {
    case found(Lease?)
    case written(Lease)
    case conflict
  }

  private(set) var lease: Lease?
  private var version = 0

  init(_ lease: Lease? = nil) {
    if let lease { _ = store(lease) }
  }

  mutating func take(_ step: LeaseState.Step) -> Answer {
    switch step {
    case .wait, .read: .found(lease)
    case .create(let new): lease == nil ? .written(store(new)) : .conflict
    case .update(let new):
      lease?.resourceVersion == new.resourceVersion ? .written(store(new)) : .conflict
    }
  }

  /// Writes as an administrator does who does not care what is there.
  mutating func force(_ lease: Lease?) {
    if let lease { _ = store(lease) } else { self.lease = nil }
  }

  private mutating func store(_ new: Lease) -> Lease {
    version += 1
    let stored = new.versioned(version)
    lease = stored
    return stored
  }
}

extension Lease {
  static let key = ObjectKey(namespace: "bailiwick", name: "leader")

  /// A Lease as the API server answers it.
  static func of(
    _ holder: String?, version: Int = 1, seconds: Int? = 15, renewed: String = "r1",
    transitions: Int? = nil
  ) -> Lease {
    var spec: JSONValue = ["acquireTime": "a1", "renewTime": .string(renewed)]
    if let holder { spec["holderIdentity"] = .string(holder) }
    if let seconds { spec["leaseDurationSeconds"] = .int(seconds) }
    if let transitions { spec["leaseTransitions"] = .int(transitions) }
    var object = Lease(key).object
    object["spec"] = spec
    return Lease(object: object).versioned(version)
  }

  /// The Lease that is this object.
  init(object: JSONValue) {
    self.init(Lease.key)
    self.object = object
  }

  func versioned(_ version: Int) -> Lease { with("resourceVersion", .string("\(version)")) }

  func annotated(_ text: String) -> Lease { with("annotations", ["note": .string(text)]) }

  private func with(_ field: String, _ value: JSONValue) -> Lease {
    var metadata = object["metadata"] ?? [:]
    metadata[field] = value
    var lease = self
    lease.object["metadata"] = metadata
    return lease
  }
}
