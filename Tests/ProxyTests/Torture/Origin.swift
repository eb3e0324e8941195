import Foundation
import TestSupport
import Wire

/// Servers of others, which read what the proxy sends and say what they read.
final class Origin {
  enum Kind: String, CaseIterable, Sendable {
    case nginx
    /// haproxy, and behind it nginx over plain HTTP.
    case haproxy

    /// The programs it is made of.
    var programs: [String] { self == .nginx ? ["nginx"] : ["nginx", "haproxy"] }
  }

  struct Missing: Error {
    let what: String
  }

  /// Where `make deps` puts them.
  private static let tools =
    "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/.build/tools"

  /// Whether the programs are there.
  static func isThere(_ kind: Kind) -> Bool {
    kind.programs.allSatisfy { FileManager.default.isExecutableFile(atPath: "\(tools)/\($0)") }
  }

  /// Where the proxy sends to.
  let port: UInt16
  private let folder: String
  private let logs: [String]
  private var children: [(program: SpawnedProgram, leash: Leash)] = []

  /// Starts the servers and waits until they listen.
  init(_ kind: Kind, loops: EventLoops) async throws {
    folder = NSTemporaryDirectory() + "origin-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let ports = try await Self.freePorts(2, loops)
    port = ports[0]
    let server = try StageKeys.shared.get().upstream.server()
    let pem = "\(folder)/server.pem"
    let text = String(decoding: server.certificateChain + server.privateKey, as: UTF8.self)
    try text.write(toFile: pem, atomically: true, encoding: .utf8)
    let file = "\(folder)/configuration"
    try Self.nginx(
      in: folder, pem, tls: kind == .nginx ? port : nil, plain: ports[1]
    ).write(toFile: file, atomically: true, encoding: .utf8)
    logs = kind == .nginx ? ["access"] : ["access", "haproxy"]
    do {
      try start("nginx", ["-p", folder, "-c", file, "-e", "\(folder)/errors"])
      if kind == .haproxy {
        let file = "\(folder)/haproxy.configuration"
        try Self.haproxy(pem, tls: port, plain: ports[1])
          .write(toFile: file, atomically: true, encoding: .utf8)
        try start("haproxy", ["-f", file, "-db"])
      }
      for port in kind == .nginx ? [port] : ports { try await wait(for: port, loops) }
    } catch {
      stop()
      throw error
    }
  }

  /// The requests that each server says it read, `METHOD TARGET`, in no order.
  func requests() -> [[String]] {
    logs.map { name in
      let text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .isoLatin1)) ?? ""
      // A connection that says nothing is told of too.
      return text.split(separator: "\n").filter { !$0.contains(" SSL handshake") }.map { line in
        guard name == "haproxy" else { return String(line) }
        // The bytes of the answer come first: without them it writes a line at the beginning and one
        // at the end. It writes a quotation mark as #22, and no target has a number sign.
        let request = line.drop { $0 != " " }.dropFirst()
        return request.replacingOccurrences(of: "#22", with: "\"")
      }
    }
  }

  func stop() {
    // Without its leash a shell ends, and with it what it started.
    children = []
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Starts a program that ends when this process does, however that is.
  private func start(_ name: String, _ arguments: [String]) throws {
    let output = "\(folder)/\(name)"
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    let leash = try Leash()
    let program = try SpawnedProgram(
      "/bin/sh",
      ["-c", #""$@" & read -r end; kill -9 $!"#, "sh", "\(Self.tools)/\(name)"] + arguments,
      environment: ["LD_LIBRARY_PATH": Self.tools, "PATH": "/usr/bin:/bin"],
      files: SpawnedProgram.Files(output: output), leash: leash)
    try program.whenEnded { _ in }
    children.append((program, leash))
  }

  private func wait(for port: UInt16, _ loops: EventLoops) async throws {
    let end = Deadline.after(.seconds(20))
    while .now < end {
      guard children.allSatisfy(\.program.isRunning) else { break }
      let listens = await loops.run { () -> Bool in
        do throws(WireError) {
          let pool = ClientPool(
            endpoint: Endpoint(host: "127.0.0.1", port: port), tls: nil, loop: loops.first)
          try await pool.take().close()
          return true
        } catch { return false }
      }
      if listens { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Missing(what: "no server on \(port)")
  }

  /// Ports below those of outgoing connections, that nobody listens on now.
  private static func freePorts(_ count: Int, _ loops: EventLoops) async throws -> [UInt16] {
    var ports: [UInt16] = []
    while ports.count < count {
      let port = UInt16.random(in: 15_000...32_000)
      let isFree = await loops.run { () -> Bool in
        do throws(WireError) {
          try await Listener(host: "127.0.0.1", port: port, loop: loops.first).close()
          return true
        } catch { return false }
      }
      if isFree, !ports.contains(port) { ports.append(port) }
    }
    return ports
  }

  // MARK: What they are told

  private static func nginx(
    in folder: String, _ pem: String, tls: UInt16?, plain: UInt16
  ) -> String {
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \(folder);" }.joined(separator: "\n")
    let listening = tls.map { "listen 127.0.0.1:\($0) ssl;" } ?? ""
    // As lenient as it can be made: what it takes for a request is to be seen.
    return """
      daemon off;
      master_process off;
      pid \(folder)/pid;
      error_log /dev/null crit;
      events { worker_connections 1024; }
      http {
        log_format requests escape=none '$request_method $request_uri';
        access_log \(folder)/access requests;
        \(temporary)
        client_header_buffer_size 128k;
        large_client_header_buffers 8 128k;
        client_max_body_size 0;
        ignore_invalid_headers off;
        underscores_in_headers on;
        merge_slashes off;
        keepalive_requests 1000000;
        ssl_certificate \(pem);
        ssl_certificate_key \(pem);
        server {
          \(listening)
          listen 127.0.0.1:\(plain);
          location / { default_type application/json; return 200 '{"kind":"Echo"}'; }
        }
      }
      """
  }

  private static func haproxy(_ pem: String, tls: UInt16, plain: UInt16) -> String {
    """
    global
      tune.bufsize 262144
      tune.http.maxhdr 4096
      tune.http.logurilen 65535
    defaults
      mode http
      timeout connect 10s
      timeout client 60s
      timeout server 60s
    frontend front
      bind 127.0.0.1:\(tls) ssl crt \(pem)
      log stdout len 65535 format raw local0
      log-format "%B %HM %HU"
      option accept-invalid-http-request
      default_backend back
    backend back
      http-reuse always
      server one 127.0.0.1:\(plain)

    """
  }
}
