internal import JSON

/// `bailiwick serve` as a child process.
package struct ProxyProcess: Sendable {
  package let process: ChildProcess
  /// `https://127.0.0.1:PORT`, where clients go; the plain address where there is no other.
  package let url: String
  /// `http://127.0.0.1:PORT` or `unix:/PATH`, where clients of the machine go; empty where none do.
  package let plain: String
  /// `http://127.0.0.1:PORT`, where probes and metrics are.
  package let adminURL: String

  /// What `serve` is told on its command line.
  package struct Flags: Sendable {
    package var kubeconfig: String
    package var certificate: Authority.Pair?
    package var clientAuthority: String?
    package var listen = "127.0.0.1:0"
    package var adminListen = "127.0.0.1:0"
    package var more: [String] = []

    package init(kubeconfig: String, certificate: Authority.Pair?, clientAuthority: String?) {
      self.kubeconfig = kubeconfig
      self.certificate = certificate
      self.clientAuthority = clientAuthority
    }

    /// The words of the command line.
    package var arguments: [String] {
      var words = ["serve", "--kubeconfig", kubeconfig, "--listen", listen]
      words += ["--admin-listen", adminListen, "--log-format", "json"]
      if let certificate {
        words += ["--tls-cert-file", certificate.certificate]
        words += ["--tls-private-key-file", certificate.key]
      }
      if let clientAuthority { words += ["--client-ca-file", clientAuthority] }
      return words + more
    }
  }

  /// Starts the program without waiting for anything.
  package static func launch(_ flags: Flags, in run: Run) throws -> ChildProcess {
    try ChildProcess(BuiltProgram.bailiwick, flags.arguments, in: run)
  }

  /// Starts the program and waits until it says that it is ready.
  package init(_ flags: Flags, in run: Run, within limit: Duration = .seconds(30)) async throws {
    try await self.init(waitingFor: Self.launch(flags, in: run), within: limit)
  }

  /// Waits until a program that was launched says that it is ready.
  package init(waitingFor process: ChildProcess, within limit: Duration = .seconds(30))
    async throws
  {
    let line = try await ReadyLine.wait(for: process, within: limit)
    plain = line["plain"]?.string ?? ""
    guard let proxy = line["proxy"]?.string ?? line["plain"]?.string else {
      throw Timeout("no proxy= in \(line)")
    }
    self.process = process
    url = proxy
    adminURL = line["admin"]?.string ?? ""
  }
}
