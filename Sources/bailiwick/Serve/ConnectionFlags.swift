import ArgumentParser
import Wire

/// The flags of how many connections are held.
struct ConnectionFlags: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "The most connections of callers that are open at once; more are answered 503 and closed.",
      valueName: "count"))
  var maxConnections = 10_000

  @Option(
    help: ArgumentHelp(
      "The most of them from one address, or one /64 of IPv6; 0 is no limit. Leave it so where "
        + "callers come through a load balancer or NAT.", valueName: "count"))
  var maxConnectionsPerAddress = 0

  func validate() throws {
    guard maxConnections >= 1 else {
      throw ValidationError("--max-connections \(maxConnections): allow at least one.")
    }
    guard maxConnectionsPerAddress >= 0 else {
      throw ValidationError(
        "--max-connections-per-address \(maxConnectionsPerAddress): use 0 for no limit.")
    }
  }

  /// What the flags say.
  var limits: ConnectionLimits {
    ConnectionLimits(
      total: maxConnections,
      perAddress: maxConnectionsPerAddress == 0 ? nil : maxConnectionsPerAddress)
  }
}
