@testable import Wire

/// An answer that a client has the head of, and reads on as it comes.
final class OpenAnswer {
  let client: ClientConnection
  private let buffer = ByteBuffer()
  private var held: [UInt8] = []

  init(_ client: ClientConnection) { self.client = client }

  var status: Int { client.response.status }
  var fields: Fields { client.response.fields }

  /// Reads the answer's head, where the request was sent by other means.
  func readHead() async throws {
    try await client.readResponse(to: .other, by: .after(.seconds(20)))
  }

  /// Reads until so many bytes are there, and takes them; fewer at the end.
  func take(_ count: Int) async throws -> [UInt8] {
    while held.count < count, try await more() {}
    defer { held.removeFirst(min(count, held.count)) }
    return Array(held.prefix(count))
  }

  /// The next line with its end; nil at the end of the answer.
  func line() async throws -> String? {
    while true {
      if let end = held.firstIndex(of: 10) {
        defer { held.removeFirst(end + 1) }
        return String(decoding: held[...end], as: UTF8.self)
      }
      guard try await more() else { return nil }
    }
  }

  /// The rest, and whether it came to its proper end.
  func rest() async -> (text: String, isWhole: Bool) {
    var isWhole = true
    do throws(WireError) { while try await more() {} } catch { isWhole = false }
    defer { held = [] }
    return (String(decoding: held, as: UTF8.self), isWhole)
  }

  private func more() async throws(WireError) -> Bool {
    buffer.clear()
    let arrival = try await client.nextPayload(into: buffer, by: .after(.seconds(10)))
    held += buffer.bytes
    return arrival == .payload
  }

  func close() { client.close() }
}
