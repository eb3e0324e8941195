internal import Ownership
internal import Synchronization

/// The objects of the events that were read and not yet told of, in their order.
///
/// The store knows of each object only what it is at the end of several events. What it was in
/// between may have been shown to somebody.
final class PassedObjects: Sendable {
  private let objects = Mutex<[LabelledObject]>([])

  /// Adds the object of one more event.
  func add(_ object: LabelledObject) { objects.withLock { $0.append(object) } }

  /// Gives and forgets what was added.
  func take() -> [LabelledObject] {
    objects.withLock { objects in
      defer { objects = [] }
      return objects
    }
  }
}
