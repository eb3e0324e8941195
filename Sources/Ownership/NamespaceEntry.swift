/// Who has a namespace, as a view shows it.
///
/// It never changes and is shared by reference, since every item of a list looks one up.
final class NamespaceEntry: Sendable {
  /// Who had a namespace that is gone, or had it while it was going.
  struct Lingering: Sendable {
    let uid: String
    /// The holders, in order.
    let holders: [Int]
    /// When this is forgotten, in monotonic nanoseconds.
    let until: UInt64
  }

  /// The identity of the namespace that exists; empty if none does.
  let uid: String
  /// Who has it, in order.
  let holders: [Int]
  /// Who had it within the last minute.
  let lingering: [Lingering]

  /// Creates an entry.
  init(uid: String = "", holders: [Int] = [], lingering: [Lingering] = []) {
    self.uid = uid
    self.holders = holders
    self.lingering = lingering
  }

  /// Whether one of the holders, which are in order, has or had the object of this uid.
  func isHeld(byAnyOf ids: [Int], uid wanted: String) -> Bool {
    guard !wanted.isEmpty else { return false }
    if wanted == uid, holders.sharesMember(with: ids) { return true }
    return lingering.contains { $0.uid == wanted && $0.holders.sharesMember(with: ids) }
  }

  /// Whether one of the holders, which are in order, has the namespace or had the one last seen.
  ///
  /// What was had does not count once the name is another namespace's.
  func isHeld(byAnyOf ids: [Int]) -> Bool {
    if let last = uid.isEmpty ? lingering.last?.uid : uid {
      return isHeld(byAnyOf: ids, uid: last)
    }
    return false
  }
}
