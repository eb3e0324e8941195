import Foundation
import Harness
import Wire

/// haproxy before several programs, as a load balancer is before a cluster's pods.
///
/// It hands connections on as they are, to programs whose `/readyz` answered 200 half a second ago, and
/// tries each once: a connection that is refused is the caller's failure. Connections that it handed to
/// a program stay there when the program is not ready any more.
struct Balancer: Sendable {
  let port: UInt16
  private let process: ChildProcess

  private static let tools = BuiltProgram.packageRoot + "/.build/tools"

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: tools + "/haproxy") }

  /// Starts it before programs, each by the port where callers go and that of the administrator.
  init(
    on port: UInt16, before programs: [(callers: UInt16, admin: UInt16)], in run: Run
  ) throws {
    let servers = programs.enumerated().map { index, ports in
      "server replica\(index) 127.0.0.1:\(ports.callers) check port \(ports.admin)"
    }
    let file = try run.folder.write(
      """
      defaults
        mode tcp
        timeout connect 5s
        timeout client 1h
        timeout server 1h
        retries 0
      frontend callers
        bind 127.0.0.1:\(port)
        default_backend replicas
      backend replicas
        balance roundrobin
        option httpchk GET /readyz
        default-server inter 500ms fall 1 rise 1
        \(servers.joined(separator: "\n  "))

      """, to: "balancer-\(port).conf")
    self.port = port
    process = try ChildProcess(
      Self.tools + "/haproxy", ["-f", file, "-db"], environment: ["LD_LIBRARY_PATH": Self.tools],
      in: run)
  }

  func stop() async {
    process.signal(9)
    _ = await process.exitCode()
  }
}
