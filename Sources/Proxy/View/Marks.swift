internal import Decide
internal import KubernetesAPI
package import Ownership
internal import Synchronization

/// Which versions of a resource's lists were said before a change of ownership.
///
/// A client that goes on from such a version would never hear of what it gained or lost by the change.
/// Changes of ownership come from other resources, and versions of two resources say nothing of one
/// another; so a mark is the version of a list of the resource itself that was read after a change.
package final class Marks: Sendable {
  /// A version that was the resource's newest, and the changes of ownership known before it was read.
  private struct Mark {
    let changes: UInt64
    let version: UInt64
  }

  /// Reads the version of a resource's newest state; nil if it cannot be had.
  package typealias Read = @Sendable (FilteredResource) async -> UInt64?

  private struct Key: Hashable {
    let resource: FilteredResource
    let changes: UInt64
  }

  private let view: PublishedView
  private let read: Read
  private let marks = Mutex<[FilteredResource: [Mark]]>([:])
  private let reads = SingleFlight<Key, UInt64?>(capacity: 64, maximumInFlight: 64)

  /// Marks that are kept of a resource.
  ///
  /// Without an older one a newer one is taken, and at worst a client lists once for nothing.
  private static let capacity = 256

  /// A version that a client goes on from though it is too old.
  private struct Position: Hashable {
    let user: String
    let resource: FilteredResource
    let version: UInt64
  }

  /// How often each was answered with 410, and in which order they came.
  private struct Refusals {
    var counts: [Position: Int] = [:]
    var order: [Position] = []
  }

  private let refusals = Mutex(Refusals())

  /// A client that never lists again would ask for ever: it gets at last what there is to be told.
  private static let patience = 4
  private static let rememberedPositions = 4096

  /// Creates no marks yet.
  package init(view: PublishedView, read: @escaping Read) {
    self.view = view
    self.read = read
  }

  /// Reads the first version of each resource, as soon as it is known who owns what.
  ///
  /// A program that has just started knows of no change before that, so that watches that go on from
  /// an older version begin anew. The sooner it is read, the fewer those are.
  package func prepare() async {
    for resource in FilteredResource.allCases { _ = await version(of: resource, after: 0) }
  }

  /// The first known version that the resource had after a change; a new one is read if need be.
  ///
  /// Nil if it cannot be had.
  func version(of resource: FilteredResource, after change: UInt64) async -> UInt64? {
    if let known = known(resource, change) { return known }
    // Before it is read: what changes meanwhile is not told by it.
    guard let changes = view.value?.changes, changes >= change else { return nil }
    let found = await reads.answer(Key(resource: resource, changes: changes)) { _ in
      .zero
    } ask: {
      let version = await self.read(resource)
      if let version { self.keep(Mark(changes: changes, version: version), of: resource) }
      return version
    }
    return found ?? nil
  }

  /// Whether a watch from the version is to be answered with 410, because the resource had the newer
  /// `mark` after what the user owns of it changed.
  ///
  /// A client may go on from a version once more after it was told that it is too old, and so may
  /// others of the user; a client that goes on again and again does not know what 410 says.
  func expires(
    _ version: UInt64, before mark: UInt64, of resource: FilteredResource, for user: String
  ) -> Bool {
    guard version < mark else { return false }
    let position = Position(user: user, resource: resource, version: version)
    return refusals.withLock { refusals in
      let count = refusals.counts[position, default: 0]
      guard count < Self.patience else { return false }
      refusals.counts[position] = count + 1
      if count == 0 { refusals.order.append(position) }
      if refusals.order.count > Self.rememberedPositions {
        refusals.counts[refusals.order.removeFirst()] = nil
      }
      return true
    }
  }

  private func known(_ resource: FilteredResource, _ change: UInt64) -> UInt64? {
    marks.withLock { marks in marks[resource]?.first { $0.changes >= change }?.version }
  }

  private func keep(_ mark: Mark, of resource: FilteredResource) {
    marks.withLock { marks in
      var kept = marks[resource] ?? []
      let place = kept.firstIndex { $0.changes >= mark.changes } ?? kept.count
      if place < kept.count, kept[place].changes == mark.changes { return }
      kept.insert(mark, at: place)
      if kept.count > Self.capacity { kept.removeFirst() }
      marks[resource] = kept
    }
  }
}
