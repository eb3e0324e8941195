extension [Int] {
  /// The members in order, each once.
  var inOrder: [Int] {
    guard count > 1 else { return self }
    var ordered = sorted()
    var kept = 1
    for index in 1..<ordered.count where ordered[index] != ordered[kept - 1] {
      ordered[kept] = ordered[index]
      kept += 1
    }
    ordered.removeLast(ordered.count - kept)
    return ordered
  }

  /// The members that another does not have; both are in order.
  func missing(from other: [Int]) -> [Int] {
    other.isEmpty ? self : filter { !other.hasInOrder($0) }
  }

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
