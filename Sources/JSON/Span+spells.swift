extension Span<UInt8> {
  /// Whether these are the bytes of an ASCII word.
  func spells(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for place in 0..<count {
      guard unsafe self[place] == word.utf8Start[place] else { return false }
    }
    return true
  }
}
