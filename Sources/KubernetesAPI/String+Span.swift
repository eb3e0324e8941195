extension String {
  /// The bytes of the range, which the caller knows to be ASCII.
  ///
  /// Other bytes would be repaired; a string of up to 15 bytes is not allocated.
  init(ascii bytes: Span<UInt8>, _ range: Range<Int>) {
    if let text = try? UTF8Span(validating: bytes.extracting(range)) {
      self.init(copying: text)
    } else {
      self.init(decoding: (range).map { bytes[$0] }, as: UTF8.self)
    }
  }
}
