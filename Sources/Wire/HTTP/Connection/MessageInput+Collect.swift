extension MessageInput {
  /// Reads the rest of the body into memory.
  ///
  /// - Returns: the bytes, and false when there were more than `maximum`.
  func collect(maximum: Int, timeout: Interval) async throws(WireError) -> ([UInt8], Bool) {
    let collected = ByteBuffer()
    while true {
      switch try gather(into: collected, upTo: maximum + 1) {
      case .ended: return (collected.bytes, collected.count <= maximum)
      case .more where collected.count > maximum: return (collected.bytes, false)
      case .more: continue
      case .blocked: try await waitForBytes(by: .after(timeout))
      }
    }
  }
}
