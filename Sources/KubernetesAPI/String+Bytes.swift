extension String {
  /// Whether both texts are the same UTF-8 bytes, as Go compares strings.
  ///
  /// `==` compares by canonical equivalence, so that it is not enough for names that decide rights.
  package func hasSameBytes(as other: String) -> Bool {
    let (bytes, others) = (utf8.span, other.utf8.span)
    guard bytes.count == others.count else { return false }
    for index in bytes.indices where bytes[index] != others[index] { return false }
    return true
  }
}

extension [String] {
  /// Whether both hold the same texts in the same order, byte for byte.
  package func haveSameBytes(as other: [String]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.hasSameBytes(as: $1) }
  }
}
