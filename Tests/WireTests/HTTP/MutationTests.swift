import TestSupport
import Testing
import Wire

/// Valid messages damaged at random: none may crash, and what is accepted must mean one thing.
@Suite struct `Damaged messages` {
  private static let spice: [[UInt8]] = [
    "\r\n", "\r", "\n", "\u{0}", " ", "\t", ":", ",", ";", "\r\n\r\n", "\r\n ", "\u{80}", "\u{FF}",
    "\u{7F}",
    "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "chunked", "Connection: x\r\n",
    "Host: b\r\n", "HTTP/1.0", "0\r\n", "http://b", "#", "%00", "_", "Impersonate-User: x\r\n",
  ].map(octets)

  private static func damage(_ message: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var message = message
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let index = Int.random(in: 0..<max(1, message.count), using: &random)
      let end = min(message.count, index + Int.random(in: 0...3, using: &random))
      switch Int.random(in: 0..<5, using: &random) {
      case 0:
        message.replaceSubrange(index..<end, with: [UInt8.random(in: 0...255, using: &random)])
      case 1: message.removeSubrange(index..<end)
      case 2: message.insert(contentsOf: spice.randomElement(using: &random) ?? [], at: index)
      case 3: message.insert(contentsOf: message[index..<end], at: index)
      default: if index < message.count { message[index] ^= 0x20 }
      }
    }
    return message
  }

  @Test(arguments: 0..<8)
  func `as requests are refused, or read the same in pieces and once serialised`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let messages = AcceptedRequest.table.map { octets($0.text) }.filter { $0.count < 1000 }
    var accepted = 0
    for _ in 0..<3000 {
      let message = Self.damage(messages.randomElement(using: &random) ?? [], &random)
      var whole = RequestHead()
      let reading = Result { try whole.read(message) }
      var inPieces = RequestHead()
      let cut = Int.random(in: 0...message.count, using: &random)
      let piecewise = Result {
        try inPieces.read(message[..<cut]) ?? inPieces.read(message)
      }
      switch (reading, piecewise) {
      case (.success(let consumed), .success(let again)):
        #expect(consumed == again)
        guard let consumed else { continue }
        accepted += 1
        #expect(whole == inPieces)
        try Self.roundTrip(whole, consumed)
      case (.failure(let one as HTTPError), .failure(let other as HTTPError)):
        #expect(one.status == other.status, "\(message)")
      case (.failure(let one as HTTPError), .success(nil)):
        // What came last may still wait for the end of its line, and no longer.
        let other = #expect(throws: HTTPError.self) { try inPieces.read(message + octets("\r\n")) }
        #expect(one.status == other?.status, "\(message)")
      default: Issue.record("pieces change the reading of \(message)")
      }
    }
    #expect(accepted > 100)
  }

  private static func roundTrip(_ head: RequestHead, _ consumed: Int) throws {
    var sent = head
    if !sent.fields.contains(.host) { sent.fields.append("Host", literal: "a") }
    var output: [UInt8] = []
    sent.serialise(into: &output)
    var received = RequestHead()
    #expect(try received.read(output) == output.count)
    #expect(received.method == head.method)
    #expect(received.target == head.target)
    #expect(received.body == head.body)
    #expect(received.fields == sent.fields)
    #expect(received.target.first == "/")
    #expect(received.fields.count(of: .host) == 1)
    #expect(
      received.fields.count(of: .contentLength) + received.fields.count(of: .transferEncoding) < 2)
  }

  @Test(arguments: 0..<4)
  func `as responses are refused, or read the same in pieces and once serialised`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    var accepted = 0
    for _ in 0..<3000 {
      let row = AcceptedResponse.table.randomElement(using: &random) ?? AcceptedResponse.table[0]
      let message = Self.damage(octets(row.text), &random)
      var whole = ResponseHead()
      let reading = Result { try whole.read(message, answering: row.method) }
      var inPieces = ResponseHead()
      let cut = Int.random(in: 0...message.count, using: &random)
      let piecewise = Result {
        try inPieces.read(message[..<cut], answering: row.method)
          ?? inPieces.read(message, answering: row.method)
      }
      guard case .success(let consumed) = reading else {
        if case .success(let consumed) = piecewise {
          #expect(consumed == nil)
          #expect(throws: HTTPError.self) {
            try inPieces.read(message + octets("\r\n"), answering: row.method)
          }
        }
        continue
      }
      #expect(try piecewise.get() == consumed)
      guard consumed != nil else { continue }
      accepted += 1
      #expect(whole == inPieces)
      var output: [UInt8] = []
      whole.serialise(into: &output)
      var received = ResponseHead()
      #expect(try received.read(output, answering: row.method) == output.count)
      #expect(received.status == whole.status)
      #expect(received.reason == whole.reason)
      #expect(received.body == whole.body)
      #expect(received.fields == whole.fields)
    }
    #expect(accepted > 100)
  }

  @Test(arguments: 0..<4)
  func `as chunked bodies are refused, or read the same in pieces`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let valid = octets(
      "5\r\nhello\r\n1e\r\nabcdefghijklmnopqrstuvwxyz0123\r\n0\r\nX-Sum: 1\r\nY: z\r\n\r\n")
    var accepted = 0
    for _ in 0..<3000 {
      let bytes = Self.damage(valid, &random)
      let text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      let origin = Bool.random(using: &random) ? ChunkedDecoder.Origin.request : .response
      let piece = Int.random(in: 1...bytes.count, using: &random)
      let whole = Result { try readChunks(text, origin) }
      let inPieces = Result { try readChunks(text, origin, piece: piece) }
      switch (whole, inPieces) {
      case (.success(let one), .success(let other)):
        #expect(one?.payload == other?.payload)
        #expect(one?.trailers == other?.trailers)
        accepted += one == nil ? 0 : 1
      case (.failure, .failure): break
      default: Issue.record("pieces change the reading of \(bytes)")
      }
    }
    #expect(accepted > 100)
  }
}
