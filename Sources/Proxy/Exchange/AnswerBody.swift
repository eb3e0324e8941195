internal import Wire

/// The body of an upstream's answer, freed of its coding piece by piece.
struct AnswerBody: ~Copyable {
  private let server: ClientConnection
  private var inflater: Inflater?
  /// What came from the upstream last.
  private let payload = ByteBuffer()
  /// What of it was expanded last, where it comes compressed.
  private let piece = ByteBuffer()
  private var position = 0

  /// Bytes that are expanded at once.
  private static let room = 64 * 1024

  /// Begins; throws for a coding that is not understood.
  init(of server: ClientConnection) throws(ExchangeError) {
    self.server = server
    let codings = server.response.fields.values(of: .contentEncoding)
    if codings.isEmpty { return }
    guard codings.count == 1, codings[0].lowercased() == "gzip" else {
      throw .unfilterable("its content coding is another than was asked for")
    }
    do throws(GzipError) { inflater = try Inflater() } catch {
      throw .unfilterable(error.description)
    }
  }

  /// Waits for more of the body; what came is lent by ``withBytes(_:)`` until the next call.
  mutating func next(
    by deadline: Deadline, isInterruptible: Bool = false
  ) async throws(WireError) -> ClientConnection.Arrival {
    while true {
      if try expand() { return .payload }
      payload.clear()
      position = 0
      let arrival = try await server.nextPayload(
        into: payload, by: deadline, isInterruptible: isInterruptible)
      guard arrival == .payload, inflater != nil else {
        if arrival == .end { try finish() }
        return arrival
      }
    }
  }

  /// Lends what came last.
  func withBytes<Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Void
  ) throws(Failure) {
    try (inflater == nil ? payload : piece).withBytes(body)
  }

  /// Appends what came last.
  func append(to bytes: inout [UInt8]) {
    (inflater == nil ? payload : piece).append(to: &bytes)
  }

  /// Expands the next piece of what came; false when there is none.
  private mutating func expand() throws(WireError) -> Bool {
    guard inflater != nil else { return false }
    piece.clear()
    do throws(GzipError) {
      try payload.withBytes { (bytes) throws(GzipError) in
        try inflater?.expand(bytes, from: &position, into: piece, room: Self.room)
      }
    } catch {
      throw WireError(.http(502), error.description)
    }
    if piece.isEmpty { piece.release() }
    return !piece.isEmpty
  }

  private func finish() throws(WireError) {
    do throws(GzipError) { try inflater?.finish() } catch {
      throw WireError(.http(502), error.description)
    }
  }
}
