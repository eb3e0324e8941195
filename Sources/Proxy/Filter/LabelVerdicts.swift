internal import JSON

/// Of each object that a watch told of, or that was there before, whether its labels select it.
///
/// An object that begins or ceases to be selected changes what is the caller's, and no event of the
/// watch's own says so.
final class LabelVerdicts {
  private var known: [String: Bool] = [:]
  private(set) var hasTurned = false

  /// Objects that are remembered: far more than there are nodes or classes.
  private static let maximum = 262_144

  func note(_ item: ListItem, _ isSelected: Bool) {
    let key = "\(item.uid)/\(item.name)"
    if let before = known[key] {
      if before != isSelected { hasTurned = true }
    } else if known.count >= Self.maximum {
      return
    }
    known[key] = isSelected
  }
}
