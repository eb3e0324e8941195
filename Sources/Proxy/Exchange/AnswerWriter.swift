internal import Wire

/// Sends an answer whose length is not known before: a short one whole and with its length, a long
/// one as it comes, compressed if the client takes that.
struct AnswerWriter: ~Copyable {
  /// Bytes gathered before an answer begins: a shorter one gets a length, a longer one is chunked.
  private static let wholeAnswer = 64 * 1024
  /// Bytes from which on compressing is worth it (handlers/responsewriters, `defaultGzipThresholdBytes`).
  private static let worthCompressing = 128 * 1024
  /// Bytes that are sent at once.
  private static let portion = 64 * 1024

  private let connection: ServerConnection
  private var head: ResponseHead
  private let acceptsGzip: Bool
  private var deflater: Deflater?
  private var compressed: [UInt8] = []

  /// Begins with a head that has neither length nor coding.
  init(on connection: ServerConnection, head: ResponseHead) {
    self.connection = connection
    self.head = head
    acceptsGzip = connection.acceptsGzip
  }

  /// Bytes of an answer that is still sent whole.
  private var threshold: Int { acceptsGzip ? Self.worthCompressing : Self.wholeAnswer }

  /// Takes what may go out so far, and sends it when it is enough.
  mutating func take(_ output: inout [UInt8]) async throws(ExchangeError) {
    guard output.count > (connection.hasAnswered ? Self.portion : threshold) else { return }
    if !connection.hasAnswered { try begin(.chunked) }
    try await send(&output)
    do throws(WireError) { try await connection.flush() } catch { throw .client(error) }
    // Small requests do not wait behind bulk.
    await connection.transport.loop.yield()
  }

  /// Sends the rest, and ends the answer.
  mutating func end(_ output: inout [UInt8]) async throws(ExchangeError) {
    if !connection.hasAnswered {
      let isWhole = !acceptsGzip || output.count <= threshold
      try begin(isWhole ? .fixed(UInt64(output.count)) : .chunked)
    }
    try await send(&output)
    do throws(GzipError) { try deflater?.finish(into: &compressed) } catch {
      throw .unfilterable(error.description)
    }
    do throws(WireError) {
      try connection.append(compressed)
      try await connection.end()
    } catch {
      throw .client(error)
    }
  }

  private mutating func begin(_ body: BodyLength) throws(ExchangeError) {
    if acceptsGzip, body == .chunked {
      do throws(GzipError) { deflater = try Deflater() } catch {
        throw .unfilterable(error.description)
      }
      head.fields.append("Content-Encoding", literal: "gzip")
      head.fields.append("Vary", literal: "Accept-Encoding")
    }
    connection.begin(&head, body: body)
  }

  /// Sends all of it but what still has room to be gathered.
  private mutating func send(_ output: inout [UInt8]) async throws(ExchangeError) {
    for start in stride(from: 0, to: output.count, by: Self.portion) {
      let portion = output[start..<min(start + Self.portion, output.count)]
      do throws(WireError) {
        if start > 0 { try await connection.flush() }
        guard deflater != nil else {
          try connection.append(portion)
          continue
        }
        do throws(GzipError) { try deflater?.push(portion, into: &compressed) } catch {
          throw WireError(.closed, error.description)
        }
        try connection.append(compressed)
        compressed.removeAll(keepingCapacity: true)
      } catch {
        throw .client(error)
      }
    }
    output.removeAll(keepingCapacity: true)
  }
}

extension ServerConnection {
  /// Whether the client takes gzip, as the API server reads its first `Accept-Encoding`
  /// (handlers/responsewriters, `negotiateContentEncoding`).
  var acceptsGzip: Bool {
    guard let codings = request.fields[.acceptEncoding] else { return false }
    return codings.split(separator: ",").contains { coding in
      coding.filter { $0 != " " && $0 != "\t" } == "gzip"
    }
  }
}
