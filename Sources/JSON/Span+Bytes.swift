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

extension Span<UInt8> {
  /// Appends the bytes to an array.
  package func append(to array: inout [UInt8]) {
    unsafe withUnsafeBufferPointer { unsafe array.append(contentsOf: $0) }
  }

  /// The bytes as text; they must be known to be UTF-8.
  var text: String {
    unsafe withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

extension [UInt8] {
  /// Lends the bytes to those who take chunks.
  package func withRawSpan<Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    try unsafe body(span.bytes)
  }
}

extension RawSpan {
  /// The bytes one by one, for those who read them.
  package var octets: Span<UInt8> {
    @_lifetime(copy self)
    get { unsafe _unsafeView(as: UInt8.self) }
  }
}
