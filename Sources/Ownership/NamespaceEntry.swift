/// Who has a namespace, as a view shows it.
struct NamespaceEntry: Sendable {
  /// Who had a namespace that is gone, or had it while it was going.
  struct Lingering: Sendable {
    let uid: String
    /// The holders, in order.
    let holders: [Int]
    /// When this is forgotten, in monotonic nanoseconds.
    let until: UInt64
  }

  /// The identity of the namespace that exists; empty if none does.
  var uid = ""
  /// Who has it, in order.
  var holders: [Int] = []
  /// Who had it within the last minute.
  var lingering: [Lingering] = []

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

extension [Int] {
  /// Whether both, which are in order, share a member.
  func sharesMember(with other: [Int]) -> Bool {
    let (few, many) = count < other.count ? (self, other) : (other, self)
    return few.contains { many.hasInOrder($0) }
  }

  /// Whether the value is in an array that is in order.
  private func hasInOrder(_ value: Int) -> Bool {
    var lower = 0
    var upper = count
    while lower < upper {
      let middle = (lower + upper) / 2
      if self[middle] < value { lower = middle + 1 } else { upper = middle }
    }
    return lower < count && self[lower] == value
  }
}
