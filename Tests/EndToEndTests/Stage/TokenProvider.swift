import Harness
import JSON
import Wire

/// An OpenID Connect provider that others wrote (`Clients/oidc_provider.py`), and proxies that take
/// its tokens.
struct TokenProvider: Sendable {
  private static let client = "kubernetes"

  let cluster: Cluster
  private let process: ChildProcess
  /// The issuer's name, and where it is.
  private let url: String
  private let asker: HTTPAsker

  /// Starts it and waits until it can be asked.
  init(in cluster: Cluster) async throws {
    guard let python = Python.installed else { throw Timeout("make deps") }
    let process = try python.start(
      BuiltProgram.packageRoot + "/Tests/EndToEndTests/Clients/oidc_provider.py",
      [cluster.proxyCertificate.certificate, cluster.proxyCertificate.key], in: cluster.run)
    try await eventually("the provider to be ready", within: .seconds(120)) {
      guard process.isRunning else { throw Timeout("the provider ended", process.errors) }
      return process.output.contains("\n")
    }
    let url = String(process.output.dropFirst("ready ".count).prefix { !$0.isNewline })
    self.cluster = cluster
    self.process = process
    self.url = url
    let tls = try TLSContext.client(
      certificateAuthorities: cluster.proxyAuthority.certificatePEM)
    asker = try HTTPAsker(url: url, tls: tls, loops: cluster.loops)
  }

  /// A proxy of its own that takes the provider's tokens.
  func proxy(_ more: String...) async throws -> ProxyProcess {
    var flags = cluster.flags
    flags.more += [
      "--oidc-issuer-url", url, "--oidc-client-id", Self.client,
      "--oidc-ca-file", cluster.proxyAuthority.certificateFile, "--oidc-username-prefix", "-",
      "--oidc-groups-claim", "groups",
    ]
    flags.more += more
    return try await ProxyProcess(flags, in: cluster.run)
  }

  /// Ends proxies, and the provider.
  func stop(_ proxies: ProxyProcess...) async {
    for proxy in proxies { await proxy.process.stop() }
    process.signal(9)
    _ = await process.exitCode()
  }

  /// Lists namespaces through a proxy by a token.
  func ask(_ proxy: ProxyProcess, _ token: String) async throws -> HTTPAnswer {
    let tls = try TLSContext.client(
      certificateAuthorities: cluster.proxyAuthority.certificatePEM)
    let asker = try HTTPAsker(url: proxy.url, tls: tls, token: token, loops: cluster.loops)
    return try await asker.ask("GET", "/api/v1/namespaces")
  }

  // MARK: The provider

  /// Says in which groups somebody is.
  func set(_ user: User, groups: [String]) async throws {
    let claims: JSONValue = ["groups": .strings(groups)]
    try await expect(204, "PUT", "/users/\(user)", json: claims)
  }

  /// Gives the provider another key instead of the one it has.
  func rotate() async throws { try await expect(204, "POST", "/test/rotate") }

  /// The token of somebody who logs in as a browser does, by the authorization code flow.
  func login(_ user: User) async throws -> String {
    let form = [("Content-Type", "application/x-www-form-urlencoded")]
    let back = "redirect_uri=https%3A%2F%2Flocalhost%2Fback"
    let granted = try await asker.ask(
      "POST",
      "/oauth2/authorize?client_id=\(Self.client)&\(back)&response_type=code&scope=openid&state=x",
      form, body: Array("sub=\(user)".utf8))
    guard let code = granted["Location"]?.firstMatch(of: /[?&]code=([^&]+)/)?.1 else {
      throw Timeout("nobody is logged in", granted.text)
    }
    let secret = Base64.encode(Array("\(Self.client):secret".utf8))
    let answer = try await asker.ask(
      "POST", "/oauth2/token", form + [("Authorization", "Basic \(secret)")],
      body: Array("grant_type=authorization_code&code=\(code)&\(back)".utf8))
    guard let token = try JSONValue(parsing: answer.body)["id_token"]?.string else {
      throw Timeout("there is no token", answer.text)
    }
    return token
  }

  /// A token of alice that the provider signs, but for what is changed.
  func sign(
    header: JSONValue = [:], by signer: String = "present",
    _ change: (inout JSONValue) -> Void = { _ in }
  ) async throws -> String {
    let now = SystemClock.unixSeconds
    var claims: JSONValue = [
      "iss": .string(url), "aud": .string(Self.client), "sub": "alice", "team": "oil",
      "iat": .int(now), "exp": .int(now + 600),
    ]
    change(&claims)
    return try await expect(
      200, "POST", "/test/sign", json: ["header": header, "by": .string(signer), "claims": claims]
    ).text
  }

  @discardableResult
  private func expect(
    _ status: Int, _ method: String, _ target: String, json: JSONValue? = nil
  ) async throws -> HTTPAnswer {
    let answer = try await asker.ask(
      method, target, json == nil ? [] : [("Content-Type", "application/json")],
      body: json?.encoded() ?? [])
    guard answer.status == status else { throw Timeout("\(method) \(target)", answer.text) }
    return answer
  }
}
