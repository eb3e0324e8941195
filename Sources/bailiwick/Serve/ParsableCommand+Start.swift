import ArgumentParser
import Wire

extension ParsableCommand {
  /// Refuses what is not host and port.
  static func check(_ flag: String, _ address: String) throws {
    guard SocketAddress.split(address) != nil else {
      throw ValidationError(
        "\(flag) \(address): write host:port, such as 127.0.0.1:9443, [::1]:9443 or :9443.")
    }
  }

  /// Runs a command to its end; why it cannot start is told in a line, and ends it with 1.
  static func start(_ body: () throws(StartError) -> Void) throws {
    do throws(StartError) {
      try body()
    } catch {
      StandardStream.error.write("bailiwick: \(error)")
      throw ExitCode(1)
    }
  }
}
