/// The chunked coding (RFC 9112 §7.1).
///
/// When a chunk is found to be malformed, the head may have been sent: what must never follow is the
/// end of that body.
extension Torture {
  static let chunks: [Torture] = [
    .bad("an extension", chunked("3;a=b\r\nabc\r\n0\r\n\r\n")),
    .bad("an extension without a name", chunked("3;\r\nabc\r\n0\r\n\r\n")),
    .bad("an extension of the last chunk", chunked("3\r\nabc\r\n0;a\r\n\r\n")),
    .bad("an extension with a bare LF", chunked("3;a\nabc\r\n0\r\n\r\n")),
    .bad("space behind a size", chunked("3 \r\nabc\r\n0\r\n\r\n")),
    .bad("space before a size", chunked(" 3\r\nabc\r\n0\r\n\r\n")),
    .bad("a tab behind a size", chunked("3\t\r\nabc\r\n0\r\n\r\n")),
    .bad("a sign", chunked("+3\r\nabc\r\n0\r\n\r\n")),
    .bad("a size below nothing", chunked("-3\r\nabc\r\n0\r\n\r\n")),
    .bad("a prefix", chunked("0x3\r\nabc\r\n0\r\n\r\n")),
    .bad("an underscore", chunked("0_3\r\nabc\r\n0\r\n\r\n")),
    .bad("a comma", chunked("3,3\r\nabc\r\n0\r\n\r\n")),
    .bad("a NUL behind a size", chunked("3\u{0}\r\nabc\r\n0\r\n\r\n")),
    .bad("8 bits in a size", chunked("\u{B3}\r\nabc\r\n0\r\n\r\n")),
    .bad("no size", chunked("\r\nabc\r\n0\r\n\r\n")),
    .bad("no digit", chunked("G\r\nabc\r\n0\r\n\r\n")),
    .bad("a line feed alone behind a size", chunked("3\nabc\r\n0\r\n\r\n")),
    .bad("a carriage return alone behind a size", chunked("3\rabc\r\n0\r\n\r\n")),
    .bad("a line feed alone behind data", chunked("3\r\nabc\n0\r\n\r\n")),
    .bad("a carriage return alone behind data", chunked("3\r\nabc\r0\r\n\r\n")),
    .bad("line feeds alone", chunked("3\nabc\n0\n\n")),
    .bad("data longer than its size", chunked("3\r\nabcd\r\n0\r\n\r\n")),
    .bad("data longer by a line's end", chunked("3\r\nabc\r\n\r\n0\r\n\r\n")),
    .bad("data shorter than its size", chunked("6\r\nabc\r\n0\r\n\r\n")),
    .bad("a size beyond 64 bits", chunked("10000000000000003\r\nabc\r\n0\r\n\r\n")),
    .bad("a size of all 64 bits", chunked("FFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n")),
    .bad("a size that would be negative", chunked("8000000000000000\r\nabc\r\n0\r\n\r\n")),
    .bad("zeros without end", chunked("\(many("0", 40))3\r\nabc\r\n0\r\n\r\n")),
    .bad("a request in the place of the last line's end", chunked("3\r\nabc\r\n0\r\n\(hidden)")),
    .bad("a request in the place of a size", chunked("3\r\nabc\r\n\(hidden)")),
    .bad("a request in the place of chunks", chunked(hidden)),
    .bad("a last line's end of a line feed alone", chunked("0\r\n\n\(hidden)")),
    .bad("a last line's end of a carriage return alone", chunked("0\r\n\r\(hidden)")),
    .cut("no chunk", chunked("")),
    .cut("half a size", chunked("3")),
    .cut("half a chunk", chunked("3\r\na")),
    .cut("no last chunk", chunked("3\r\nabc\r\n")),
    .cut("half a last chunk", chunked("3\r\nabc\r\n0")),
    .cut("no end of the trailers", chunked("3\r\nabc\r\n0\r\n")),
    .cut("half an end of the trailers", chunked("3\r\nabc\r\n0\r\n\r")),
  ]

  static let goodChunks: [Torture] = [
    .good("no data", chunked("0\r\n\r\n"), .chunks("")),
    .good("a last chunk of many zeros", chunked("0000\r\n\r\n"), .chunks("")),
    .good(
      "a size of all 16 digits", chunked("0000000000000003\r\nabc\r\n0\r\n\r\n"), .chunks("abc")),
    .good(
      "sizes in both cases",
      chunked("A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n"),
      .chunks("01234567890123456789")),
    .good(
      "a byte a chunk", chunked("1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n"), .chunks("abc")),
    .good(
      "an end within the data", chunked("7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n"),
      .chunks("\r\n0\r\n\r\n")),
    .good(
      "a request within the data",
      chunked("\(String(hidden.utf8.count, radix: 16))\r\n\(hidden)\r\n0\r\n\r\n"), .chunks(hidden)),
    .good(
      "chunks in another case", post("TRANSFER-ENCODING: Chunked", "1\r\na\r\n0\r\n\r\n"),
      .chunks("a")),
    .good(
      "space around chunks", post("Transfer-Encoding: \t chunked \t", "1\r\na\r\n0\r\n\r\n"),
      .chunks("a")),
  ]

  /// Trailer sections (RFC 9112 §7.1.2): what decides something may not come late.
  static let trailers: [Torture] =
    latecomers.map {
      .bad("the trailer \($0.debugDescription)", chunked("1\r\na\r\n0\r\n\($0)\r\n\r\n"))
    } + otherTrailers

  private static let latecomers: [String] =
    [
      "Content-Length: 5", "Transfer-Encoding: chunked", "Host: y", "Connection: close",
      "Authorization: Bearer admin.token", "Impersonate-User: admin",
      "Impersonate_Group: system:masters", "X-Remote-User: admin", "Content-Type: text/plain",
      "Trailer: X", "Expect: 100-continue", "Upgrade: websocket", "Cookie: a=b",
      "Content_Length: 5", "transfer_encoding: chunked", "X : y", " X: y", ": y", "no colon",
      "X: y\n", "X: a\u{0}b", "X: y\r\n folded", "X\u{E9}: y",
    ]

  private static let otherTrailers: [Torture] =
    [
      .bad(
        "trailers without end", 431,
        chunked("0\r\nX: \(many("y", 9 << 10))\r\n\r\n")),
      .good(
        "a trailer", chunked("1\r\na\r\n0\r\nX-Late: y\r\n\r\n", "Trailer: X-Late"),
        .chunks("a", trailers: ["X-Late: y"])),
      .good(
        "two trailers of one name", chunked("0\r\nX-Late: y\r\nX-Late: z\r\n\r\n"),
        .chunks("", trailers: ["X-Late: y", "X-Late: z"])),
      .good(
        "trailers that are announced and do not come", chunked("0\r\n\r\n", "Trailer: X-Late"),
        .chunks("")),
    ]
}
