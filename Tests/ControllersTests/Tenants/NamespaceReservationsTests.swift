import Controllers
import JSON
import Testing
import Wire

@Suite("Places held in a tenant's quota")
struct NamespaceReservationsTests {
  private static let now = Timestamp(seconds: 1_700_000_000)

  private static func tenant(_ entries: JSONValue) -> JSONValue {
    ["metadata": ["name": "oil"], "status": ["reservations": entries]]
  }

  private static func entry(_ name: String, ago seconds: Int64) -> JSONValue {
    ["name": .string(name), "time": .string(Timestamp(seconds: now.seconds - seconds).rfc3339())]
  }

  @Test func `count until they are older than any request`() {
    let tenant = Self.tenant([
      Self.entry("young", ago: 0), Self.entry("old", ago: NamespaceReservations.lifetime),
      Self.entry("nearly", ago: NamespaceReservations.lifetime - 1),
      // Another replica's clock may be ahead, and a time that cannot be is not kept for ever.
      Self.entry("ahead", ago: -5), Self.entry("far ahead", ago: -1000),
    ])
    let reservations = NamespaceReservations(of: tenant, at: Self.now)
    #expect(reservations.names == ["young", "nearly", "ahead"])
  }

  @Test func `are read back as they were written`() {
    var reservations = NamespaceReservations(of: [:], at: Self.now)
    #expect(reservations.names.isEmpty)
    reservations.hold("a", at: Self.now)
    reservations.hold("b", at: Self.now)
    #expect(
      NamespaceReservations(of: Self.tenant(reservations.json), at: Self.now) == reservations)
  }

  @Test func `of one name are given back one by one`() {
    var reservations = NamespaceReservations(of: [:], at: Self.now)
    reservations.hold("a", at: Self.now)
    reservations.hold("a", at: Self.now)
    let first = reservations.release("a")
    #expect(first && reservations.names == ["a"])
    let second = reservations.release("a")
    #expect(second && reservations.names.isEmpty)
    let third = reservations.release("a")
    #expect(!third)
  }

  @Test(
    arguments: [
      "x", [["name": "a"]], [["time": "2026-01-01T00:00:00Z"]], [["name": "a", "time": "now"]],
      ["a"], nil,
    ] as [JSONValue])
  func `that cannot be understood do not count`(_ entries: JSONValue) {
    #expect(
      NamespaceReservations(of: Self.tenant(entries), at: Self.now).names.isEmpty)
  }
}
