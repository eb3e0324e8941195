import Wire

extension Runtime {
  /// Listens for clients of this machine, in plain HTTP; nil where nobody asked for it.
  func listen(plain flags: PlainFlags) async throws(StartError) -> Listener? {
    guard let address = flags.address else { return nil }
    do throws(WireError) {
      switch address {
      case .network(let host, let port):
        return try await Listener(host: host, port: port, isLocal: true, loop: loop)
      case .socket(let path):
        return try Listener(unix: path, loop: loop)
      }
    } catch {
      throw StartError(
        "\(error.reason). Choose 127.0.0.1:PORT, [::1]:PORT or unix:/PATH with --plain-listen")
    }
  }
}
