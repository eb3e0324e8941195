import Testing

@testable import Wire

@Suite struct `Session ticket keys` {
  private static let hour: UInt64 = 3_600_000_000_000

  @Test func `seal for an hour and open until no session is left`() throws {
    var keys = SessionTicketKeys()
    let start: UInt64 = 5
    let first = keys.sealing(at: start, random: RandomBytes.make)
    #expect(first.name.count == 16 && first.encryption.count == 32)
    #expect(first.authentication.count == 32 && first.encryption != first.authentication)
    #expect(keys.sealing(at: start + Self.hour - 1, random: RandomBytes.make) == first)
    let second = keys.sealing(at: start + Self.hour, random: RandomBytes.make)
    #expect(second != first && second.name != first.name)

    // A ticket of the first key's last moment lives two hours.
    let end = start + 3 * Self.hour
    let old = try #require(keys.opening(first.name, at: end - 1))
    #expect(old.key == first && old.isOld)
    let new = try #require(keys.opening(second.name, at: end - 1))
    #expect(new.key == second)
    #expect(keys.opening(first.name, at: end) == nil)
  }

  @Test func `open nothing that they did not seal`() {
    var keys = SessionTicketKeys()
    #expect(keys.opening([UInt8](repeating: 0, count: 16), at: 0) == nil)
    let key = keys.sealing(at: 0, random: RandomBytes.make)
    #expect(keys.opening(key.name, at: 0)?.isOld == false)
    var other = SessionTicketKeys()
    _ = other.sealing(at: 0, random: RandomBytes.make)
    #expect(other.opening(key.name, at: 0) == nil)
  }
}
