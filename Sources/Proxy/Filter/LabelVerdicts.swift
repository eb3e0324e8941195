internal import JSON

/// Of each object that a watch told of, or that was there before, whether its labels select it.
///
/// An object that begins or ceases to be selected changes what is the caller's, and no event of the
/// watch's own says so. What is remembered of an object ends with its DELETED event.
final class LabelVerdicts {
  private var known: [String: Bool] = [:]
  private let lease: BufferLease
  /// Whether an object began or ceased to be selected, or cannot be remembered.
  private(set) var hasTurned = false
  /// Whether nothing more may be remembered: all requests together hold as much as they may.
  private(set) var isCrowded = false

  /// Objects that are remembered: far more than there are nodes or classes.
  private static let maximum = 262_144
  /// Bytes that an entry takes beside its key.
  private static let overhead = 96

  init(_ lease: BufferLease) { self.lease = lease }

  /// How many objects are remembered.
  var count: Int { known.count }

  func note(_ item: ListItem, _ isSelected: Bool) {
    let key = "\(item.uid)/\(item.name)"
    let before = known[key]
    if let before, before != isSelected { hasTurned = true }
    if item.isDeleted {
      guard known.removeValue(forKey: key) != nil else { return }
      return lease.drop(Self.overhead + key.utf8.count)
    }
    if before == nil {
      guard known.count < Self.maximum else { return }
      guard lease.hold(Self.overhead + key.utf8.count) else {
        (hasTurned, isCrowded) = (true, true)
        return
      }
    }
    known[key] = isSelected
  }
}
