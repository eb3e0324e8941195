import Synchronization
import TestSupport
import Testing
import Wire

@testable import Kubernetes

struct FollowedAccessTests {
  private static func access(
    _ authority: TestAuthority?, _ credential: ClusterAccess.Credential = .none,
    host: String = "c", context: String? = "main", insecure: Bool = false
  ) throws -> ClusterAccess {
    ClusterAccess(
      origin: "context \"main\" of /k", context: context,
      server: ServerAddress(host: host, port: 1),
      certificateAuthority: try authority?.authority.certificatePEM, insecure: insecure,
      credential: credential)
  }

  private static func certificate(
    _ name: String, of authority: TestAuthority
  ) throws -> ClientCertificate {
    let issued = try authority.client(name)
    return ClientCertificate(chain: issued.certificateChain, key: issued.privateKey)
  }

  /// What is found, time after time; the last one stays.
  private final class Findings: Sendable {
    let next: Mutex<[Result<ClusterAccess, AccessError>]>
    let contexts = Mutex<[String?]>([])

    init(_ next: [Result<ClusterAccess, AccessError>]) { self.next = Mutex(next) }

    func find(_ context: String?) throws(AccessError) -> ClusterAccess {
      contexts.withLock { $0.append(context) }
      return try next.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }.get()
    }
  }

  private func follow(
    _ access: ClusterAccess, _ findings: Findings, plugin: String? = nil
  ) throws -> FollowedAccess {
    try FollowedAccess(access) { (path) throws(FileFailure) in
      Array("token of \(path)".replacing(" ", with: "-").utf8)
    } run: { (_) throws(PluginFailure) in
      guard let plugin else { throw PluginFailure("is not here") }
      return Array(plugin.utf8)
    } find: { (context) throws(AccessError) in
      try findings.find(context)
    }
  }

  @Test func `what did not change makes no new context`() throws {
    let authority = try TestAuthority()
    let access = try Self.access(authority)
    let findings = Findings([.success(access)])
    let followed = try follow(access, findings)
    let (bare, own) = (followed.contexts.bare, followed.contexts.own)
    #expect(bare !== own)
    #expect(followed.look() == .unchanged)
    #expect(followed.contexts.bare === bare && followed.contexts.own === own)
    // The context in use is asked for by its name, whatever the current one is by now.
    #expect(findings.contexts.withLock(\.self) == ["main"])
  }

  @Test func `a new authority is for both kinds of connections`() throws {
    let access = try Self.access(TestAuthority())
    let found = try Self.access(TestAuthority("other"))
    let followed = try follow(access, Findings([.success(found)]))
    let (bare, own) = (followed.contexts.bare, followed.contexts.own)
    #expect(followed.look() == .changed)
    #expect(followed.contexts.bare !== bare && followed.contexts.own !== own)
    #expect(followed.contexts.bare !== followed.contexts.own)
    #expect(followed.access == found)
    #expect(followed.look() == .unchanged)
  }

  @Test func `a new certificate is for the program's own connections alone`() async throws {
    let authority = try TestAuthority()
    let (one, two) = (
      try Self.certificate("one", of: authority), try Self.certificate("two", of: authority)
    )
    let access = try Self.access(authority, ClusterAccess.Credential(certificate: one))
    let found = try Self.access(
      authority, ClusterAccess.Credential(certificate: two, token: .inline("t")))
    let followed = try follow(access, Findings([.success(found)]))
    let (bare, own) = (followed.contexts.bare, followed.contexts.own)
    #expect(try await followed.token.token(now: .zero) == nil)
    #expect(followed.look() == .changed)
    #expect(followed.contexts.bare === bare && followed.contexts.own !== own)
    #expect(try await followed.token.token(now: .zero) == "t")
  }

  @Test func `a token's file that is another one is read at once`() async throws {
    let access = try Self.access(nil, ClusterAccess.Credential(token: .file(path: "/a")))
    let found = try Self.access(nil, ClusterAccess.Credential(token: .file(path: "/b")))
    let followed = try follow(access, Findings([.success(found)]))
    #expect(try await followed.token.token(now: .zero) == "token-of-/a")
    #expect(followed.look() == .changed)
    #expect(try await followed.token.token(now: .zero) == "token-of-/b")
  }

  @Test func `what cannot be used changes nothing, and is told of once`() throws {
    let authority = try TestAuthority()
    let (one, two) = (
      try Self.certificate("one", of: authority), try Self.certificate("two", of: authority)
    )
    let access = try Self.access(authority, ClusterAccess.Credential(certificate: one))
    let torn = try Self.access(
      authority,
      ClusterAccess.Credential(certificate: ClientCertificate(chain: two.chain, key: one.key)))
    let findings = Findings([.success(torn)])
    let followed = try follow(access, findings)
    let own = followed.contexts.own
    guard case .failed(let reason) = followed.look() else {
      Issue.record("a key of another certificate was taken")
      return
    }
    #expect(reason.contains("The private key does not belong"), "\(reason)")
    #expect(followed.look() == .unchanged)
    #expect(followed.contexts.own === own && followed.access == access)
    findings.next.withLock { $0 = [.failure(AccessError("/k cannot be read."))] }
    #expect(followed.look() == .failed(reason: "/k cannot be read."))
    #expect(followed.look() == .unchanged)
    // As it was, which is told, since a failure was.
    findings.next.withLock { $0 = [.success(access)] }
    #expect(followed.look() == .changed)
    #expect(followed.look() == .unchanged)
  }

  @Test func `the middle of a change is passed over`() throws {
    let access = try Self.access(TestAuthority())
    let (half, whole) = (try Self.access(TestAuthority()), try Self.access(TestAuthority()))
    let findings = Findings([.success(half), .success(whole)])
    let followed = try follow(access, findings)
    #expect(followed.look() == .unchanged)
    #expect(followed.access == access)
    #expect(followed.look() == .changed)
    #expect(followed.access == whole)
  }

  @Test func `another server is not followed, and the check of its certificate not given up`()
    throws
  {
    let access = try Self.access(nil)
    for found in [try Self.access(nil, host: "d"), try Self.access(nil, insecure: true)] {
      let followed = try follow(access, Findings([.success(found)]))
      guard case .failed(let reason) = followed.look() else {
        Issue.record("\(found) was taken")
        continue
      }
      #expect(reason.contains("Start the program again"))
      #expect(followed.access == access)
    }
  }

  @Test func `a pod's authority that rotates is followed, and its account is never another's`()
    throws
  {
    let pem = { (name: String) in
      String(decoding: try TestAuthority(name).authority.certificatePEM, as: UTF8.self)
    }
    let home = "/home/a/.kube/config"
    let files = Mutex([
      "/sa/token": "t", "/sa/ca.crt": try pem("one"),
      home: """
      current-context: a
      contexts: [{name: a, context: {cluster: a}}]
      clusters: [{name: a, cluster: {server: 'https://elsewhere'}}]
      """,
    ])
    let discovery = AccessDiscovery(
      environment: [
        "KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_SERVICE_PORT": "443",
        "HOME": "/home/a",
      ], serviceAccountFolder: "/sa",
      readFile: { (path) throws(FileFailure) in
        try Files(contents: files.withLock(\.self)).read(path)
      })
    let followed = try FollowedAccess(try discovery.find()) { (_) throws(FileFailure) in
      throw .missing
    } run: { (_) throws(PluginFailure) in
      throw PluginFailure("is not here")
    } find: { (context) throws(AccessError) in
      try discovery.find(context: context)
    }
    let (bare, own) = (followed.contexts.bare, followed.contexts.own)
    #expect(followed.look() == .unchanged)
    let next = try pem("two")
    files.withLock { $0["/sa/ca.crt"] = next }
    #expect(followed.look() == .changed)
    #expect(followed.contexts.bare !== bare && followed.contexts.own !== own)
    #expect(followed.access.certificateAuthority == Array(next.utf8))
    // While the token is not there, the search goes on to the home folder: that is another server.
    files.withLock { $0["/sa/token"] = nil }
    guard case .failed(let reason) = followed.look() else {
      Issue.record("another server was taken")
      return
    }
    #expect(reason.contains("elsewhere") && followed.access.server.host == "10.96.0.1")
  }

  @Test func `a plugin's certificate is shown from its first run on, and outlives a new authority`()
    async throws
  {
    let authority = try TestAuthority()
    let certificate = try Self.certificate("one", of: authority)
    let text = { (bytes: [UInt8]) in
      String(decoding: bytes, as: UTF8.self).replacing("\n", with: "\\n")
    }
    let plugin = CredentialPlugin(command: "login")
    let credential = ClusterAccess.Credential(token: .plugin(plugin))
    let access = try Self.access(authority, credential)
    let found = try Self.access(TestAuthority("other"), credential)
    let followed = try follow(
      access, Findings([.success(found)]),
      plugin: """
        {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {
         "clientCertificateData": "\(text(certificate.chain))",
         "clientKeyData": "\(text(certificate.key))"}}
        """)
    let (bare, own) = (followed.contexts.bare, followed.contexts.own)
    #expect(try await followed.token.token(now: .zero) == nil)
    #expect(followed.contexts.bare === bare && followed.contexts.own !== own)
    let shown = followed.contexts.own
    #expect(followed.look() == .changed)
    #expect(followed.contexts.own !== shown)
    // It is still the one that was shown: showing it again changes nothing.
    let last = followed.contexts.own
    try followed.contexts.show(certificate)
    #expect(followed.contexts.own === last)
  }
}
