extension MessageInput {
  /// Reads the rest of the body into memory; it has to come by the deadline as a whole, and each
  /// part of it within `timeout`.
  ///
  /// - Returns: the bytes, and false when there were more than `maximum`.
  func collect(maximum: Int, timeout: Interval, by deadline: Deadline? = nil)
    async throws(WireError) -> ([UInt8], Bool)
  {
    let collected = ByteBuffer()
    while true {
      switch try gather(into: collected, upTo: maximum + 1) {
      case .ended: return (collected.bytes, collected.count <= maximum)
      case .more where collected.count > maximum: return (collected.bytes, false)
      case .more: continue
      case .blocked: try await waitForBytes(by: deadline ?? .after(timeout))
      }
    }
  }
}
