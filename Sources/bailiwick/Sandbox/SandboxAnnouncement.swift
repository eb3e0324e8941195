import Wire

/// What the sandbox says when requests are served, and what to try first.
struct SandboxAnnouncement: Sendable {
  let directory: String
  let proxy: String
  let api: String
  /// What `--listen` says.
  let listen: String
  let hasProxy: Bool
  let hasSamples: Bool

  func write(as format: LogFormat) {
    let places = hasProxy ? [("proxy", proxy)] : []
    ReadyLine(places + [("api", api), ("directory", directory)]).write(as: format)
    guard format == .text else { return }
    StandardStream.output.write(
      (["", "Try in another terminal:"] + commands.map { "  " + $0 } + [""])
        .joined(separator: "\n"))
  }

  private var commands: [String] {
    guard hasProxy else {
      return [
        "kubectl --kubeconfig \(file("admin-direct.kubeconfig")) apply -k config/default",
        "bailiwick serve --listen \(listen) --kubeconfig \(file("program.kubeconfig")) \\",
        "  --client-ca-file \(file("ca.crt")) --tls-cert-file \(file("proxy.crt")) \\",
        "  --tls-private-key-file \(file("proxy.key"))",
      ]
    }
    guard hasSamples else {
      return [kubectl("admin", "get namespaces"), kubectl("admin", "explain tenant.spec")]
    }
    return [
      kubectl("alice", "get namespaces"),
      kubectl("alice", "get nodes,storageclasses,ingressclasses"),
      kubectl("bob", "get namespaces"),
      kubectl("joe-token", "get nodes"),
      kubectl("admin", "get tenants"),
    ]
  }

  private func kubectl(_ who: String, _ words: String) -> String {
    "kubectl --kubeconfig \(file("\(who).kubeconfig")) \(words)"
  }

  /// A path as a shell takes it.
  private func file(_ name: String) -> String {
    let path = "\(directory)/\(name)"
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-+@:,".utf8.contains(byte)
      }
    }
    return isPlain ? path : "'\(path.replacing("'", with: #"'\''"#))'"
  }
}
