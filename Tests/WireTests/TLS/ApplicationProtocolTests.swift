import Testing

@testable import Wire

@Suite struct `The application protocol` {
  @Test(
    arguments: [
      ([2, 104, 50], nil), ([], nil), ([0], nil), ([8] + Array("http/1.0".utf8), nil),
      (ApplicationProtocol.list, 1), ([2, 104, 50] + ApplicationProtocol.list, 4),
      ([9] + Array("http/1.1".utf8), nil), ([7] + Array("http/1.1".utf8), nil),
    ] as [([UInt8], Int?)])
  func `is found in what a client offers`(_ offered: [UInt8], _ position: Int?) {
    #expect(ApplicationProtocol.position(in: offered) == position)
  }
}
