import TestSupport
import Testing
import Wire

@Suite struct `Chunked bodies` {
  private static let refused: [String] = [
    // Sizes.
    "\r\n", "g\r\n", "-1\r\n", "+1\r\n", " 1\r\na\r\n", "0x1\r\na\r\n", "1 \r\na\r\n",
    "1\t\r\na\r\n",
    "1\na\r\n", "1\ra\r\n", "1\r\r\na", "1\u{0}\r\na", "\u{B2}\r\n", "1,1\r\na", "\n1\r\na\r\n",
    "00000000000000001\r\na\r\n", "10000000000000000\r\n", "ffffffffffffffff\r\n",
    "8000000000000000\r\n", "1000000000000001\r\n", "11111111111111111\r\n",
    // Data that is longer or shorter than its size.
    "1\r\nab\r\n0\r\n\r\n", "1\r\na\n0\r\n\r\n", "1\r\na\r0\r\n\r\n", "1\r\na0\r\n\r\n",
    "2\r\na\r\n0\r\n\r\n",
    "0\n\n", "0\r\n\n", "0\r\n\r0\r\n", "0\r\n \r\n\r\n", "0\rX",
    // Trailer sections.
    "0\r\nX\r\n\r\n", "0\r\nX : y\r\n\r\n", "0\r\n: y\r\n\r\n", "0\r\nX: y\r\n z\r\n\r\n",
    "0\r\nX: y\n\r\n",
    "0\r\nX: y\r\n\n", "0\r\nX: \u{0}\r\n\r\n", "0\r\n\u{E9}: y\r\n\r\n", "0\r\nX: y\rZ: w\r\n\r\n",
    "0\r\nContent-Length: 5\r\n\r\n", "0\r\ncontent-LENGTH: 0\r\n\r\n",
    "0\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n", "0\r\nHost: a\r\n\r\n",
    "0\r\nAuthorization: Bearer x\r\n\r\n", "0\r\nImpersonate-User: x\r\n\r\n",
    "0\r\nimpersonate_group: x\r\n\r\n", "0\r\nX-Remote-User: x\r\n\r\n",
    "0\r\nx_remote_extra-a: x\r\n\r\n", "0\r\nX-Forwarded-For: x\r\n\r\n",
    "0\r\nConnection: close\r\n\r\n", "0\r\nTrailer: x\r\n\r\n", "0\r\nTE: x\r\n\r\n",
    "0\r\nExpect: 100-continue\r\n\r\n", "0\r\nContent-Type: x\r\n\r\n",
    "0\r\nContent-Encoding: gzip\r\n\r\n", "0\r\nSet-Cookie: x\r\n\r\n", "0\r\nCookie: x\r\n\r\n",
    "0\r\nUpgrade: x\r\n\r\n", "0\r\nLocation: x\r\n\r\n", "0\r\nContent-Range: x\r\n\r\n",
    "0\r\nX: " + String(repeating: "y", count: 8 << 10) + "\r\n\r\n",
    "0\r\n" + String(repeating: "X: y\r\n", count: 1400) + "\r\n",
  ]

  private static let extensions = [
    "1;a\r\na\r\n0\r\n\r\n", "1;a=b\r\na\r\n0\r\n\r\n", "1 ;a\r\na\r\n0\r\n\r\n",
    "1\t; a = \"b c\"\r\na\r\n0\r\n\r\n",
    "1;\r\na\r\n0\r\n\r\n", "1\r\na\r\n0;last\r\n\r\n",
  ]

  private static let malformedExtensions = [
    "1;a\nb\r\na\r\n0\r\n\r\n", "1;a\rb\r\na\r\n0\r\n\r\n", "1;\u{0}\r\na\r\n0\r\n\r\n",
    "1 a\r\na\r\n0\r\n\r\n",
    "1  ;a\r\na\r\n0\r\n\r\n", "1 \r\na\r\n0\r\n\r\n",
    "1;" + String(repeating: "a", count: 257) + "\r\na\r\n0\r\n\r\n",
  ]

  private static let accepted: [(String, String, [String])] = [
    ("0\r\n\r\n", "", []), ("000\r\n\r\n", "", []), ("1\r\na\r\n0\r\n\r\n", "a", []),
    ("A\r\n0123456789\r\n0\r\n\r\n", "0123456789", []),
    ("a\r\n0123456789\r\n1\r\n\n\r\n0\r\n\r\n", "0123456789\n", []),
    ("0000000000000003\r\n\r\n0\r\n0\r\n\r\n", "\r\n0", []),
    ("5\r\n0\r\n\r\n\r\n2\r\nab\r\n0\r\n\r\n", "0\r\n\r\nab", []),
    ("1\r\n\u{0}\r\n1\r\n\u{FF}\r\n0\r\n\r\n", "\u{0}\u{FF}", []),
    ("1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n", "a", ["X-Sum: 1"]),
    ("0\r\nX:\r\nx:  y \r\nGrpc-Status: 0\r\n\r\n", "", ["X: ", "x: y", "Grpc-Status: 0"]),
  ]

  @Test(arguments: refused, [ChunkedDecoder.Origin.request, .response])
  func `are refused when malformed, in pieces of any size`(
    _ text: String, _ origin: ChunkedDecoder.Origin
  ) {
    for piece in [Int.max, 1, 2, 3, 7] {
      let error = #expect(throws: HTTPError.self) {
        _ = try readChunks(text, origin, piece: piece)
      }
      switch origin {
      case .request: #expect(error?.status == 400 || error?.status == 431)
      case .response: #expect(error?.status == 502)
      }
    }
  }

  @Test(arguments: extensions)
  func `have no extensions in requests, and lose them in responses`(_ text: String) throws {
    for piece in [Int.max, 1, 2, 3] {
      #expect(throws: HTTPError.self) { _ = try readChunks(text, .request, piece: piece) }
      let body = try #require(try readChunks(text, .response, piece: piece))
      #expect(body.payload == octets("a"))
      #expect(body.rest == 0)
    }
  }

  @Test(arguments: malformedExtensions)
  func `have well-formed and short extensions`(_ text: String) {
    for piece in [Int.max, 1] {
      #expect(throws: HTTPError.self) { _ = try readChunks(text, .response, piece: piece) }
    }
  }

  @Test(arguments: accepted)
  func `are read in pieces of any size`(_ text: String, _ payload: String, _ trailers: [String])
    throws
  {
    for piece in 1...(text.unicodeScalars.count + 4) {
      let body = try #require(try readChunks(text + "next", .request, piece: piece))
      #expect(body.payload == octets(payload))
      #expect(body.trailers.map { "\($0.name): \($0.value)" } == trailers)
      #expect(body.rest <= 4)
    }
    #expect(try readChunks(text + "next", .response)?.rest == 4)
    for end in 0..<text.unicodeScalars.count {
      let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(end)))
      #expect(try readChunks(start, .request) == nil)
    }
  }

  @Test func `take the largest size and no more than the input holds`() throws {
    var decoder = ChunkedDecoder(.request)
    let input = octets("1000000000000000\r\nabc")
    var position = 0
    #expect(try decoder.step(input, &position) == .data(18..<21))
    #expect(try decoder.step(input, &position) == .needMore)
    position = 0
    #expect(try decoder.step(octets("0\r\n\r\n"), &position) == .data(0..<5))
  }

  @Test(arguments: ["0\r\nHost: a\r\n\r\n", "0\r\nX : y\r\n\r\n", "g\r\n", "1\r\nab"])
  func `stay refused`(_ text: String) {
    var decoder = ChunkedDecoder(.request)
    var position = 0
    for _ in 0..<3 {
      #expect(throws: HTTPError.self) {
        while case .data = try decoder.step(octets(text), &position) {}
      }
      #expect(throws: HTTPError.self) { try decoder.step(octets("0\r\n\r\n"), &position) }
    }
  }

  @Test func `stay ended`() throws {
    var decoder = ChunkedDecoder(.request)
    var position = 0
    #expect(try decoder.step(octets("0\r\n\r\nGET"), &position) == .end)
    #expect(position == 5)
    #expect(try decoder.step(octets("0\r\n\r\nGET"), &position) == .end)
    #expect(position == 5)
  }

  @Test func `read back as they were encoded`() throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      var output: [UInt8] = []
      var payload: [UInt8] = []
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let length = Int.random(in: 1...300, using: &random)
        let piece = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
        ChunkedEncoder.begin(piece.count, into: &output)
        output += piece
        ChunkedEncoder.end(into: &output)
        payload += piece
      }
      var trailers = Fields()
      if Bool.random(using: &random) { trailers.append("X-Sum", number: random.next()) }
      ChunkedEncoder.finish(trailers: trailers, into: &output)
      let text = String(String.UnicodeScalarView(output.map { Unicode.Scalar($0) }))
      let piece = Int.random(in: 1...output.count, using: &random)
      let body = try #require(try readChunks(text, .request, piece: piece))
      #expect(body.payload == payload)
      #expect(body.trailers == trailers)
    }
  }

  @Test(arguments: [1, 9, 10, 15, 16, 255, 256, 4095, 65536, 1 << 60])
  func `have sizes in hexadecimal`(_ length: Int) {
    var output: [UInt8] = []
    ChunkedEncoder.begin(length, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == String(length, radix: 16) + "\r\n")
  }
}

extension ChunkedDecoder {
  mutating func step(_ input: [UInt8], _ position: inout Int) throws(HTTPError) -> Step {
    try decode(input.span, from: &position)
  }
}
