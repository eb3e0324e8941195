extension String {
  /// Whether this comes before the other by bytes, as Go orders strings.
  func comesBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
