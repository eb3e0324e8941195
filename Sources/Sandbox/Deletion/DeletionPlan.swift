import JSON
import KubernetesAPI
import Wire

/// What a DELETE does to one object (`apiserver/pkg/registry/generic/registry/store.go`, Delete).
///
/// An object that nothing holds goes at once. One with finalizers, or a pod with a grace period,
/// is marked and stays until those who are to react have done so.
struct DeletionPlan: Sendable, Equatable {
  /// The object as it is written first; nil when it is left as it is.
  var update: JSONValue?
  /// Whether the object goes away, after the update if there is one.
  var isRemoved: Bool

  /// Nothing is to be done: the object waits already.
  static let wait = DeletionPlan(update: nil, isRemoved: false)

  private init(update: JSONValue?, isRemoved: Bool) {
    self.update = update
    self.isRemoved = isRemoved
  }

  /// Plans the deletion of an object.
  ///
  /// - Throws: 409 when a precondition does not hold.
  init(
    deleting object: JSONValue, of resource: Resource, options: DeleteOptions, now: Timestamp
  ) throws(Status) {
    if resource.hasStagedDeletion {
      try options.checkStaged(object, resource)
      if !object.isBeingDeleted {
        let update =
          resource.definesResources
          ? Self.terminatingDefinition(object, now: now)
          : Self.terminatingNamespace(object, options: options, now: now)
        self.init(update: update, isRemoved: false)
        return
      }
      if object["spec", "finalizers"]?.array?.isEmpty == false, !resource.definesResources {
        self = .wait
        return
      }
    }
    try options.check(object, resource)
    var marked = object
    let grace = PodGrace(pod: object, of: resource, options: options, now: now)
    if case .pending = grace { self = .wait; return }
    let finalizers = options.finalizers(of: object, resource)
    let isSorted = resource.definition != nil
    if finalizers != object.finalizers { marked.setFinalizers(finalizers, isSorted: isSorted) }
    switch grace {
    case .graceful(let seconds, let deletion):
      marked.mark(deletedAt: deletion, graceSeconds: seconds, isSorted: isSorted)
      self.init(update: marked, isRemoved: finalizers.isEmpty && seconds == 0)
    case .none, .pending:
      guard !finalizers.isEmpty else {
        self.init(update: nil, isRemoved: true)
        return
      }
      let earlier = object["metadata", "deletionTimestamp"]?.string
        .flatMap { Timestamp(rfc3339: $0) }
      let deletion = min(earlier ?? now, now)
      marked.mark(deletedAt: deletion, graceSeconds: 0, isSorted: isSorted)
      if marked == object { self = .wait } else { self.init(update: marked, isRemoved: false) }
    }
  }

  /// Whether an object that was written with `new` goes away instead: its deletion waited for
  /// finalizers only, and now there is none.
  static func isFinished(by new: JSONValue, replacing old: JSONValue, of resource: Resource) -> Bool
  {
    guard new.finalizers.isEmpty, old.isBeingDeleted else { return false }
    if resource.groupResource == .namespaces,
      new["spec", "finalizers"]?.array?.isEmpty == false
    {
      return false
    }
    return (old["metadata", "deletionGracePeriodSeconds"]?.int ?? 0) == 0
  }
}

extension JSONValue {
  /// Says when the object's deletion was asked for, and counts that as a change of what is wanted.
  fileprivate mutating func mark(deletedAt moment: Timestamp, graceSeconds: Int, isSorted: Bool) {
    if !isBeingDeleted, let generation = self["metadata", "generation"]?.int, generation > 0 {
      setMetadata("generation", .int(generation + 1), isSorted: isSorted)
    }
    setMetadata("deletionTimestamp", .time(moment), isSorted: isSorted)
    setMetadata("deletionGracePeriodSeconds", .int(graceSeconds), isSorted: isSorted)
  }
}
