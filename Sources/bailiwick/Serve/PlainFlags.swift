import ArgumentParser
import Wire

/// The flag of the plain listener: for clients in the same pod, or on the same machine, as a sidecar.
///
/// What comes in there has no certificate, so only tokens prove anybody; what leaves the machine would
/// leave it in the clear, so it is of the loopback or a socket of this machine.
struct PlainFlags: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "Where clients of this machine connect too, in plain HTTP and by tokens alone: host:port of the "
        + "loopback, or unix:/path of a socket. With --listen none it is the only way in.",
      valueName: "address"))
  var plainListen: String?

  /// Where the plain listener is to listen; nil where there is to be none.
  var address: PlainAddress? { plainListen.flatMap(PlainAddress.init) }

  func validate() throws {
    guard let plainListen else { return }
    guard address != nil else {
      throw ValidationError(
        "--plain-listen \(plainListen): write host:port of the loopback, such as 127.0.0.1:8080, or "
          + "unix:/run/bailiwick/proxy.sock.")
    }
  }
}
