import Synchronization
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(5))) struct PluginCredentialsTests {
  /// A plugin whose credential of the run n is `token-n`, and a clock.
  private final class Scene: Sendable {
    let plugin = CredentialPlugin(command: "login", hint: "Install it.")
    let runs = Mutex(0)
    let second = Mutex<Int64>(1000)
    let isBroken = Mutex(false)
    /// How long a credential is good; nil for ever.
    let lifetime = Mutex<Int64?>(nil)
    let brings = Mutex(#""token": "token-N""#)
    let shown = Mutex<[ClientCertificate?]>([])
    let gate = Mutex<[CheckedContinuation<Void, Never>]?>(nil)

    var credentials: PluginCredentials {
      PluginCredentials(
        run: { (_) async throws(PluginFailure) in try await self.output() },
        clock: { self.second.withLock(\.self) },
        show: { (certificate) throws(PluginFailure) in
          if certificate?.chain == Array("bad".utf8) { throw PluginFailure("brought a bad one") }
          self.shown.withLock { $0.append(certificate) }
        })
    }

    private func output() async throws(PluginFailure) -> [UInt8] {
      let number = runs.withLock { runs in
        runs += 1
        return runs
      }
      if gate.withLock({ $0 }) != nil {
        await withCheckedContinuation { waiter in gate.withLock { $0?.append(waiter) } }
      }
      if isBroken.withLock(\.self) { throw PluginFailure("is out of order") }
      var status = brings.withLock(\.self).replacing("N", with: "\(number)")
      if let lifetime = lifetime.withLock(\.self) {
        let minutes = (second.withLock(\.self) + lifetime).quotientAndRemainder(dividingBy: 60)
        let (minute, rest) = (minutes.quotient, minutes.remainder)
        // Within the first hour of 1970.
        let text =
          "1970-01-01T00:\(minute < 10 ? "0" : "")\(minute):\(rest < 10 ? "0" : "")\(rest)Z"
        status += #", "expirationTimestamp": "\#(text)""#
      }
      return Array(
        """
        {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
         "status": {\(status)}}
        """.utf8)
    }
  }

  @Test func `a credential without an end is kept until it is refused`() async throws {
    let scene = Scene()
    let credentials = scene.credentials
    #expect(try await credentials.token(of: scene.plugin, now: .zero) == "token-1")
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(90_000)) == "token-1")
    credentials.refused("token-0")
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(90_000)) == "token-1")
    credentials.refused("token-1")
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(90_000)) == "token-2")
    // One that opens nothing is not a run a request.
    credentials.refused("token-2")
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(90_004)) == "token-2")
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(90_005)) == "token-3")
  }

  @Test func `a credential is renewed before its end, and at its end at the latest`() async throws {
    let scene = Scene()
    scene.lifetime.withLock { $0 = 600 }
    let credentials = scene.credentials
    #expect(try await credentials.token(of: scene.plugin, now: .zero) == "token-1")
    scene.second.withLock { $0 += 539 }
    await credentials.renew(scene.plugin, now: .seconds(539))
    #expect(scene.runs.withLock(\.self) == 1)
    scene.second.withLock { $0 += 1 }
    await credentials.renew(scene.plugin, now: .seconds(540))
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(540)) == "token-2")
    scene.second.withLock { $0 += 600 }
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(1140)) == "token-3")
  }

  @Test func `while the plugin fails the last credential goes on to its end, and no longer`()
    async throws
  {
    let scene = Scene()
    scene.lifetime.withLock { $0 = 600 }
    let credentials = scene.credentials
    #expect(try await credentials.token(of: scene.plugin, now: .zero) == "token-1")
    scene.isBroken.withLock { $0 = true }
    scene.second.withLock { $0 += 599 }
    await credentials.renew(scene.plugin, now: .seconds(599))
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(599)) == "token-1")
    scene.second.withLock { $0 += 1 }
    for _ in 0..<3 {
      await #expect(
        throws: APIError.noCredential("the credential plugin login is out of order")
      ) { try await credentials.token(of: scene.plugin, now: .seconds(600)) }
    }
    // Once to renew; then not again before five seconds have passed.
    #expect(scene.runs.withLock(\.self) == 2)
    scene.isBroken.withLock { $0 = false }
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(604)) == "token-3")
  }

  @Test func `one that has ended already is no credential`() async throws {
    let scene = Scene()
    scene.lifetime.withLock { $0 = 0 }
    await #expect {
      try await scene.credentials.token(of: scene.plugin, now: .zero)
    } throws: {
      "\($0)".contains("look at the clocks")
    }
  }

  @Test func `the certificate is shown before a request needs it`() async throws {
    let scene = Scene()
    scene.brings.withLock { $0 = #""clientCertificateData": "C-N", "clientKeyData": "K""# }
    let credentials = scene.credentials
    #expect(try await credentials.token(of: scene.plugin, now: .zero) == nil)
    credentials.refused(nil)
    #expect(try await credentials.token(of: scene.plugin, now: .seconds(5)) == nil)
    #expect(
      scene.shown.withLock { $0.map { String(decoding: $0?.chain ?? [], as: UTF8.self) } }
        == ["C-1", "C-2"])
    scene.brings.withLock { $0 = #""clientCertificateData": "bad", "clientKeyData": "K""# }
    let other = CredentialPlugin(command: "other")
    await #expect(
      throws: APIError.noCredential("the credential plugin other brought a bad one")
    ) { try await credentials.token(of: other, now: .seconds(10)) }
  }

  @Test func `a plugin of other words is another plugin`() async throws {
    let scene = Scene()
    let credentials = scene.credentials
    #expect(try await credentials.token(of: scene.plugin, now: .zero) == "token-1")
    let other = CredentialPlugin(command: "login", arguments: ["--as", "other"])
    #expect(try await credentials.token(of: other, now: .zero) == "token-2")
  }

  @Test func `those who come while it runs wait for the same run`() async throws {
    let scene = Scene()
    scene.gate.withLock { $0 = [] }
    let credentials = scene.credentials
    let tokens = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<20 {
        group.addTask { try? await credentials.token(of: scene.plugin, now: .zero) }
      }
      while scene.gate.withLock({ $0?.isEmpty ?? false }) { await Task.yield() }
      for waiter in scene.gate.withLock({ gate in
        let waiting = gate ?? []
        gate = nil
        return waiting
      }) { waiter.resume() }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(tokens == Array(repeating: "token-1", count: 20))
    #expect(scene.runs.withLock(\.self) == 1)
  }
}
