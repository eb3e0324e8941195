import Wire

/// Text as Latin-1, so that `\u{FF}` stands for the byte 0xFF.
func octets(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

func readRequest(
  _ text: String, limits: HTTPLimits = .standard
) throws(HTTPError) -> (head: RequestHead, consumed: Int)? {
  var head = RequestHead()
  guard let consumed = try head.parse(octets(text).span, limits: limits) else { return nil }
  return (head, consumed)
}

func readResponse(
  _ text: String, answering method: MethodKind = .other, limits: HTTPLimits = .standard
) throws(HTTPError) -> (head: ResponseHead, consumed: Int)? {
  var head = ResponseHead()
  guard
    let consumed = try head.parse(octets(text).span, answering: method, limits: limits)
  else { return nil }
  return (head, consumed)
}

/// A chunked body read from pieces of at most that size, and what was left behind it.
func readChunks(
  _ text: String, _ origin: ChunkedDecoder.Origin, piece: Int = .max
) throws(HTTPError) -> (payload: [UInt8], trailers: Fields, rest: Int)? {
  let input = octets(text)
  var decoder = ChunkedDecoder(origin)
  var payload: [UInt8] = []
  var start = 0
  while start < input.count {
    let part = Array(input[start..<(start + min(piece, input.count - start))])
    var position = 0
    steps: while true {
      switch try decoder.decode(part.span, from: &position) {
      case .data(let range): payload += part[range]
      case .needMore: break steps
      case .end: return (payload, decoder.trailers, input.count - start - position)
      }
    }
    start += part.count
  }
  return nil
}

extension RequestHead {
  mutating func read(_ octets: some Collection<UInt8>) throws(HTTPError) -> Int? {
    try parse(Array(octets).span)
  }
}

extension ResponseHead {
  mutating func read(
    _ octets: some Collection<UInt8>, answering method: MethodKind = .other
  ) throws(HTTPError) -> Int? {
    try parse(Array(octets).span, answering: method)
  }
}
