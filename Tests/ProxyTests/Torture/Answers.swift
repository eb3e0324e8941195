/// A client's reading of what came back, by the answers' own framing.
struct Answers: Sendable, CustomStringConvertible {
  struct Answer: Sendable, Equatable {
    var status: Int
    var body: String
    /// Whether the body came to the end that its framing names.
    var isWhole = true
    /// Whether the answer says that the connection ends.
    var closes = false
  }

  /// The final answers; interim ones are passed over.
  private(set) var all: [Answer] = []
  /// What was left that is no answer.
  private(set) var rest = ""

  /// Reads the answers to requests of these methods; those beyond are taken for answers to GET.
  init(_ text: String, to methods: [String]) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let method = all.count < methods.count ? methods[all.count] : "GET"
      guard let answer = Self.next(&bytes, method) else {
        rest = String(decoding: bytes, as: UTF8.self)
        return
      }
      if answer.status >= 200 { all.append(answer) }
    }
  }

  var statuses: [Int] { all.map(\.status) }

  var description: String {
    all.map { "\($0.status) \($0.body.prefix(80))" }.joined(separator: " | ") + rest.prefix(80)
  }

  private static func next(_ bytes: inout ArraySlice<UInt8>, _ method: String) -> Answer? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components("\r\n")
    guard lines[0].hasPrefix("HTTP/1.1 "), let status = Int(lines[0].dropFirst(9).prefix(3)) else {
      return nil
    }
    func value(_ name: String) -> String? {
      lines.dropFirst().first { $0.lowercased().hasPrefix(name + ":") }
        .map { String($0.dropFirst(name.count + 1)).trimmed }
    }
    bytes = bytes[end.upperBound...]
    var answer = Answer(status: status, body: "")
    answer.closes = value("connection")?.lowercased() == "close"
    guard status >= 200, status != 204, status != 304, method != "HEAD" else { return answer }
    if value("transfer-encoding") != nil {
      readChunks(&bytes, into: &answer)
    } else if let length = value("content-length").flatMap({ Int($0) }) {
      answer.isWhole = bytes.count >= length
      answer.body = String(decoding: bytes.prefix(length), as: UTF8.self)
      bytes = bytes.dropFirst(length)
    } else {
      answer.body = String(decoding: bytes, as: UTF8.self)
      bytes = []
    }
    return answer
  }

  private static func readChunks(_ bytes: inout ArraySlice<UInt8>, into answer: inout Answer) {
    var body: [UInt8] = []
    defer { answer.body = String(decoding: body, as: UTF8.self) }
    while let end = bytes.firstRange(of: Array("\r\n".utf8)) {
      let digits = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      guard let size = Int(digits, radix: 16) else { break }
      bytes = bytes[end.upperBound...]
      if size == 0 {
        // The trailers, if any, and the empty line.
        while let end = bytes.firstRange(of: Array("\r\n".utf8)) {
          let isLast = end.lowerBound == bytes.startIndex
          bytes = bytes[end.upperBound...]
          if isLast { return }
        }
        break
      }
      body += bytes.prefix(size)
      bytes = bytes.dropFirst(size + 2)
    }
    answer.isWhole = false
    bytes = []
  }
}

extension String {
  /// The parts between the places of `separator`.
  fileprivate func components(_ separator: String) -> [String] {
    var parts: [String] = []
    var rest = Array(utf8)[...]
    while let place = rest.firstRange(of: Array(separator.utf8)) {
      parts.append(String(decoding: rest[..<place.lowerBound], as: UTF8.self))
      rest = rest[place.upperBound...]
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }
}
