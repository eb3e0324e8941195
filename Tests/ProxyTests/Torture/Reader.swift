/// A reader of requests that shares nothing with the program's own, in one of the ways in which
/// servers have been seen to read.
///
/// What the proxy sends has to be the same requests to all of them.
struct Reader {
  /// A way to read what is not as it should be.
  enum Way: CaseIterable, Sendable {
    /// RFC 9112, and nothing else.
    case strict
    /// A line ends at LF, whatever is before it.
    case bareLineFeed
    /// A line ends at CR as well.
    case bareCarriageReturn
    /// The first Content-Length counts, whatever the coding.
    case lengthFirst
    /// The last Content-Length counts, and counts before the coding.
    case lastLength
    /// Any field that looks like Transfer-Encoding with "chunked" somewhere in its value counts.
    case codingAnywhere
    /// A line that begins with space goes on the line before.
    case folded
    /// A chunk's size ends at the first byte that is no digit, and digits may have a prefix.
    case looseChunks
  }

  /// What the bytes begin with.
  enum Found {
    /// A whole request, and how many bytes it took.
    case message(Message, Int)
    /// The beginning of one.
    case part
    /// Neither.
    case nonsense(String)
  }

  let way: Way

  /// Every whole request in the bytes of a connection, and whether something was no request.
  func all(_ bytes: [UInt8]) -> (messages: [Message], fault: String?) {
    var rest = bytes[...]
    var messages: [Message] = []
    while !rest.isEmpty {
      switch next(rest) {
      case .message(let message, let count):
        messages.append(message)
        rest = rest.dropFirst(count)
      case .part: return (messages, nil)
      case .nonsense(let why): return (messages, why)
      }
    }
    return (messages, nil)
  }

  /// Reads the request that the bytes begin with.
  func next(_ bytes: ArraySlice<UInt8>) -> Found {
    var rest = bytes
    guard let start = line(&rest) else { return .part }
    let words = start.split(separator: " ", omittingEmptySubsequences: way != .strict)
    guard words.count == 3, words[2] == "HTTP/1.1" else { return .nonsense(start) }
    var message = Message(method: String(words[0]), target: String(words[1]))
    switch section(&rest) {
    case .part: return .part
    case .nonsense(let why): return .nonsense(why)
    case .fields(let fields): message.fields = fields
    }
    return body(of: message, bytes, rest)
  }

  private enum Section {
    case fields([(name: String, value: String)])
    case part
    case nonsense(String)
  }

  private func section(_ rest: inout ArraySlice<UInt8>) -> Section {
    var fields: [(name: String, value: String)] = []
    while true {
      guard let text = line(&rest) else { return .part }
      if text.isEmpty { return .fields(fields) }
      if way == .folded, text.hasPrefix(" ") || text.hasPrefix("\t"), !fields.isEmpty {
        fields[fields.count - 1].value += " " + text.trimmed
        continue
      }
      guard let colon = text.firstIndex(of: ":") else { return .nonsense(text) }
      let name = String(text[..<colon])
      guard way != .strict || (name == name.trimmed && !name.isEmpty) else {
        return .nonsense(text)
      }
      fields.append((name, String(text[text.index(after: colon)...]).trimmed))
    }
  }

  private func body(
    of message: Message, _ bytes: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>
  ) -> Found {
    var message = message
    var rest = rest
    let lengths = message.values("Content-Length")
    let isChunked = isChunked(message)
    if way == .strict {
      let isSound = lengths.count <= 1 && message.values("Transfer-Encoding").count <= 1
      guard isSound, !isChunked || lengths.isEmpty else { return .nonsense("two framings") }
    }
    let prefersLength = way == .lengthFirst || way == .lastLength
    if isChunked, !prefersLength || lengths.isEmpty {
      message.framing = .chunks
      return chunks(of: message, bytes, rest)
    }
    guard let text = way == .lastLength ? lengths.last : lengths.first else {
      return .message(message, bytes.count - rest.count)
    }
    guard let length = Int(text), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return .nonsense("a length of \(text)")
    }
    guard rest.count >= length else { return .part }
    message.framing = .length
    message.body = Array(rest.prefix(length))
    rest = rest.dropFirst(length)
    return .message(message, bytes.count - rest.count)
  }

  private func isChunked(_ message: Message) -> Bool {
    message.fields.contains { name, value in
      let name = name.lowercased()
      guard way == .codingAnywhere else {
        return name == "transfer-encoding" && value.lowercased() == "chunked"
      }
      let plain = name.trimmed.split(separator: "_").joined(separator: "-")
      return plain == "transfer-encoding" && value.lowercased().contains("chunked")
    }
  }

  private func chunks(
    of message: Message, _ bytes: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>
  ) -> Found {
    var message = message
    var rest = rest
    while true {
      guard var digits = line(&rest) else { return .part }
      if way == .looseChunks {
        digits = String(digits.trimmed.prefix { $0.isHexDigit })
      }
      guard let size = Int(digits, radix: 16), digits.utf8.allSatisfy({ $0 > 0x2F }) else {
        return .nonsense("a chunk of \(digits)")
      }
      guard size > 0 else { break }
      guard rest.count >= size else { return .part }
      message.body += rest.prefix(size)
      rest = rest.dropFirst(size)
      guard let end = line(&rest) else { return .part }
      guard end.isEmpty else { return .nonsense("data behind a chunk: \(end)") }
    }
    switch section(&rest) {
    case .part: return .part
    case .nonsense(let why): return .nonsense(why)
    case .fields(let trailers): message.trailers = trailers
    }
    return .message(message, bytes.count - rest.count)
  }

  /// Takes a line without its end; nil when that is not there.
  private func line(_ rest: inout ArraySlice<UInt8>) -> String? {
    let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    var index = rest.startIndex
    while index < rest.endIndex {
      let byte = rest[index]
      let next = index + 1
      let endsTwice = byte == cr && next < rest.endIndex && rest[next] == lf
      let endsOnce = way == .bareLineFeed && byte == lf || way == .bareCarriageReturn && byte == cr
      if endsTwice || endsOnce {
        defer { rest = rest[(endsTwice ? next + 1 : next)...] }
        return String(octets: rest[..<index])
      }
      index = next
    }
    return nil
  }
}

extension StringProtocol {
  /// The text without the spaces and tabs around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }

  /// One byte for each character, which must be one of the first 256.
  var octets: [UInt8] { unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
}

extension String {
  /// One character for each byte.
  init(octets: some Sequence<UInt8>) {
    self.init(String.UnicodeScalarView(octets.map { Unicode.Scalar($0) }))
  }
}
