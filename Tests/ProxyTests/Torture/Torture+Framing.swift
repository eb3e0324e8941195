/// Where a body ends (RFC 9112 §6).
extension Torture {
  /// Two readings of one length, or none.
  static let framing: [Torture] = [
    .bad(
      "a length, then chunks",
      post("Content-Length: 6\r\nTransfer-Encoding: chunked", "0\r\n\r\nG\(hidden)")),
    .bad(
      "chunks, then a length",
      post("Transfer-Encoding: chunked\r\nContent-Length: 4", "5c\r\n\(hidden)\r\n0\r\n\r\n")),
    .bad(
      "chunks in capitals beside a length",
      post("transfer-encoding: CHUNKED\r\ncontent-length: 3", "0\r\n\r\n")),
    .bad(
      "a length of nothing beside chunks",
      post("Content-Length: 0\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    .bad("two lengths", post("Content-Length: 0\r\nContent-Length: 44", hidden)),
    .bad("two lengths, the larger first", post("Content-Length: 44\r\nContent-Length: 0", hidden)),
    .bad("one length twice", post("Content-Length: 3\r\nContent-Length: 3", "abc")),
    .bad("lengths in a list", post("Content-Length: 3, 3", "abc")),
    .bad("lengths in a list that differ", post("Content-Length: 0,44", hidden)),
    .bad("a length with a sign", post("Content-Length: +3", "abc")),
    .bad("a length below nothing", post("Content-Length: -1", hidden)),
    .bad("a length in hexadecimal", post("Content-Length: 0x3", "abc")),
    .bad("a length with a fraction", post("Content-Length: 3.0", "abc")),
    .bad("a length with an exponent", post("Content-Length: 3e0", "abc")),
    .bad("a length in words", post("Content-Length: three", "abc")),
    .bad("a length with a space within", post("Content-Length: 3 3", "abc")),
    .bad("a length with an underscore", post("Content-Length: 3_0", "abc")),
    .bad("a quoted length", post("Content-Length: \"3\"", "abc")),
    .bad("a length with a parameter", post("Content-Length: 3;a=b", "abc")),
    .bad("an empty length", post("Content-Length:", hidden)),
    .bad("a length beyond 64 bits", post("Content-Length: 18446744073709551619", "abc")),
    .bad("a length beyond 63 bits", post("Content-Length: 9223372036854775808", "abc")),
    .bad("a length of other digits", post("Content-Length: \u{B3}", "abc")),
    .bad("a length behind a vertical tab", post("Content-Length: \u{B}3", "abc")),
    .bad("a length before a NUL", post("Content-Length: 3\u{0}", "abc")),
    .bad("a length that is folded", post("Content-Length:\r\n 3", "abc")),
    .bad("a length whose name has a space", post("Content-Length : 3", "abc")),
    .bad("a length whose name has a space before", post(" Content-Length: 3", "abc")),
    .bad(
      "a length by another spelling beside chunks",
      "\(chunked("0\r\n\r\n", "Content_Length: 44"))\(hidden)"),
    .bad("a length by another spelling", post("Content_Length: 92", hidden)),
    .bad("a length by another spelling beside one", post("Content-Length: 3\r\nCONTENT_LENGTH: 0")),
    .bad("chunks by another spelling", post("Transfer_Encoding: chunked", "0\r\n\r\n")),
    .bad(
      "chunks by another spelling beside a length",
      post("Content-Length: 5\r\ntransfer_encoding: chunked", "0\r\n\r\n")),
    .bad("a coding that is unknown", 501, post("Transfer-Encoding: xchunked", "0\r\n\r\n")),
    .bad("a coding before chunks", 501, post("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")),
    .bad("a coding behind chunks", post("Transfer-Encoding: chunked, identity", "0\r\n\r\n")),
    .bad("identity", 501, post("Transfer-Encoding: identity", "abc")),
    .bad(
      "identity, then chunks", 501,
      post("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    .bad(
      "chunks, then identity",
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "0\r\n\r\n")),
    .bad("chunks twice", post("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")),
    .bad(
      "chunks on two lines",
      post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    .bad("chunks in a list of one", post("Transfer-Encoding: ,chunked", "0\r\n\r\n")),
    .bad("quoted chunks", post("Transfer-Encoding: \"chunked\"", "0\r\n\r\n")),
    .bad("chunks in apostrophes", 501, post("Transfer-Encoding: 'chunked'", "0\r\n\r\n")),
    .bad("chunks with a parameter", post("Transfer-Encoding: chunked;q=1", "0\r\n\r\n")),
    .bad("chunks behind a vertical tab", post("Transfer-Encoding: \u{B}chunked", "0\r\n\r\n")),
    .bad("chunks behind 8 bits", post("Transfer-Encoding: \u{A0}chunked", "0\r\n\r\n")),
    .bad("chunks that are folded", post("Transfer-Encoding:\r\n chunked", "0\r\n\r\n")),
    .bad("chunks whose name has a space", post("Transfer-Encoding : chunked", "0\r\n\r\n")),
    .bad("chunks whose name has a tab", post("Transfer-Encoding\t: chunked", "0\r\n\r\n")),
    .bad("chunks whose name has a NUL", post("Transfer-Encoding\u{0}: chunked", "0\r\n\r\n")),
    .bad("chunks behind a bare LF", post("X: y\nTransfer-Encoding: chunked", "0\r\n\r\n")),
    .bad("chunks behind a bare CR", post("X: y\rTransfer-Encoding: chunked", "0\r\n\r\n")),
    .bad(
      "chunks in HTTP/1.0",
      "POST \(pods) HTTP/1.0\r\n\(proof)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    .bad("an empty coding", post("Transfer-Encoding:", hidden)),
  ]

  /// Bodies that have one reading.
  static let bodies: [Torture] = [
    .good(
      "a request as a body", post("Content-Length: \(hidden.utf8.count)", hidden), .post(hidden)),
    .good("zeros before a length", post("Content-Length: 0000003", "abc"), .post("abc")),
    .good("space around a length", post("Content-Length: \t 3 \t ", "abc"), .post("abc")),
    .good("a length of nothing", post("Content-Length: 0"), .post("")),
    .good(
      "no length and a request behind it", post("X: y", request("GET", "/api/v1/services")),
      .init(method: "POST"), .get("/api/v1/services")),
    .good(
      "a GET with a body",
      request("GET", pods, "Content-Length: \(hidden.utf8.count)\r\n", hidden),
      .init(framing: .length, body: hidden)),
    .good(
      "a HEAD with a body", request("HEAD", pods, "Content-Length: 3\r\n", "abc"),
      .init(method: "HEAD", framing: .length, body: "abc")),
    .good(
      "a DELETE in chunks",
      request("DELETE", pods, "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
      .init(method: "DELETE", framing: .chunks, body: "{}")),
    .good(
      "a length that an option names away",
      post("Connection: Content-Length\r\nContent-Length: \(hidden.utf8.count)", hidden),
      .post(hidden)),
    .good(
      "a coding that an option names away",
      chunked("3\r\nabc\r\n0\r\n\r\n", "Connection: Transfer-Encoding, TE"), .chunks("abc")),
    .good(
      "a filtered GET with a body, which is read by nobody",
      request("GET", "/api/v1/namespaces", "Content-Length: \(hidden.utf8.count)\r\n", hidden),
      .get("/api/v1/namespaces"), end: .closed),
    .good(
      "a filtered GET with chunks, which are read by nobody",
      request("GET", "/api/v1/namespaces", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"),
      .get("/api/v1/namespaces"), end: .closed),
    .cut("a body that is too short", post("Content-Length: 50", "abc")),
    .cut("a body of all 63 bits", post("Content-Length: 9223372036854775807", hidden)),
    .cut("a head without its end", "GET \(pods) HTTP/1.1\r\n\(proof)X: y"),
    .cut("a head without its last line feed", "GET \(pods) HTTP/1.1\r\n\(proof)\r"),
  ]
}
