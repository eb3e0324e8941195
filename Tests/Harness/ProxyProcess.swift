internal import JSON

/// `bailiwick serve` as a child process.
package struct ProxyProcess: Sendable {
  package let process: ChildProcess
  /// `https://127.0.0.1:PORT`, where clients go.
  package let url: String
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
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end, process.isRunning {
      if let ready = Self.readyLine(of: process) {
        self.process = process
        (url, adminURL) = ready
        return
      }
      try await Task.sleep(for: .milliseconds(10))
    }
    let said = "\(process.output)\n\(process.errors)"
    _ = await process.stop(within: .seconds(1))
    throw Timeout("bailiwick serve did not become ready", said)
  }

  private static func readyLine(of process: ChildProcess) -> (String, String)? {
    for text in [process.output, process.errors] {
      // A line is whole only when its end was written.
      for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        guard let value = try? JSONValue(parsing: Array(line.utf8)),
          value["ready"]?.bool == true, let proxy = value["proxy"]?.string
        else { continue }
        return (proxy, value["admin"]?.string ?? "")
      }
    }
    return nil
  }
}
