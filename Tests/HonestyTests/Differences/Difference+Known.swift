extension Difference {
  /// Every difference that is known.
  ///
  /// One that is no more fails the tests as well: it must go from this table.
  static let known: [Difference] = ofReading + ofWriting + ofKubectl
}
