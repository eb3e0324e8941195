import Testing
import Wire

@Suite struct `Response heads` {
  @Test(arguments: RefusedResponse.table)
  func `are refused when malformed`(_ row: RefusedResponse) {
    let error = #expect(throws: HTTPError.self) { _ = try readResponse(row.text) }
    #expect(error?.status == 502)
  }

  @Test(arguments: RefusedResponse.table)
  func `are refused byte by byte too`(_ row: RefusedResponse) {
    let bytes = octets(row.text)
    var head = ResponseHead()
    let error = #expect(throws: HTTPError.self) {
      for end in stride(from: 0, to: bytes.count, by: bytes.count > 2000 ? 61 : 1) {
        if try head.read(bytes[..<end]) != nil { return }
      }
      _ = try head.read(bytes)
    }
    #expect(error?.status == 502)
    #expect(head == ResponseHead())
  }

  @Test(arguments: AcceptedResponse.table)
  func `are accepted when well-formed, in one piece or many`(_ row: AcceptedResponse) throws {
    let bytes = octets(row.text)
    var head = ResponseHead()
    for cut in bytes.indices {
      #expect(try head.read(bytes[..<cut], answering: row.method) == nil)
      #expect(try head.read(bytes + octets("rest"), answering: row.method) == bytes.count)
      #expect(head.body == row.body)
      #expect(head.keepAlive == row.keepAlive)
      #expect(head.reason == row.reason)
    }
    for end in bytes.indices {
      #expect(try head.read(bytes[..<end], answering: row.method) == nil)
    }
    #expect(try head.read(bytes, answering: row.method) == bytes.count)
    #expect(head.body == row.body)
  }

  @Test(arguments: AcceptedResponse.table)
  func `read the same again once serialised`(_ row: AcceptedResponse) throws {
    let (head, _) = try #require(try readResponse(row.text, answering: row.method))
    var output: [UInt8] = []
    head.serialise(into: &output)
    let again = try #require(
      try readResponse(
        String(String.UnicodeScalarView(output.map { Unicode.Scalar($0) })),
        answering: row.method)
    ).head
    #expect(again.status == head.status)
    #expect(again.reason == head.reason)
    #expect(again.fields == head.fields)
    #expect(again.body == head.body)
  }

  @Test func `that are interim are followed by the final one`() throws {
    let bytes = octets(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n"
        + "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}")
    var head = ResponseHead()
    var start = 0
    var statuses: [Int] = []
    repeat {
      start += try #require(try head.read(bytes[start...]))
      statuses.append(head.status)
    } while head.isInterim
    #expect(statuses == [100, 103, 201])
    #expect(bytes.count - start == 2)
    #expect(head.fields.count == 1)
  }

  @Test func `to an upgrade are information, and 101 is final`() throws {
    let (head, _) = try #require(
      try readResponse(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n"))
    #expect(head.offersUpgrade)
    #expect(!head.isInterim)
    #expect(head.fields[.upgrade] == "SPDY/3.1")
  }

  @Test func `of the program's own are serialised`() {
    var head = ResponseHead(status: 403)
    head.fields.append("Content-Type", literal: "application/json")
    head.setBody(.fixed(12))
    var output = octets("x")
    head.serialise(into: &output)
    #expect(
      String(decoding: output, as: UTF8.self)
        == "xHTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
    )
  }

  @Test(arguments: [
    ("HTTP/1.1 200 ", "a"), ("HTTP/1.1 200 OK\r\n", "N"), ("HTTP/1.1 200 OK\r\nX:", " "),
  ])
  func `that never end are refused within the limits`(_ start: String, _ more: String) {
    var bytes = octets(start)
    var head = ResponseHead()
    let error = #expect(throws: HTTPError.self) {
      while bytes.count < 70_000 {
        if try head.read(bytes) != nil { return }
        bytes += octets(String(repeating: more, count: 100))
      }
    }
    #expect(error?.status == 502)
    #expect(bytes.count <= (64 << 10) + 100)
  }
}
