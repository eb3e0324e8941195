import Foundation
import Harness
import JSON
import Testing
import Wire

extension EndToEnd {
  /// A front proxy that says who the caller is, and what nobody in particular may read.
  @Suite struct `Other ways in` {
    /// A program before which a front proxy may stand.
    private struct Front {
      let cluster: Cluster
      let authority: Authority
      let proxy: ProxyProcess

      init(_ ground: Ground) async throws {
        cluster = try await Cluster.ready(ground)
        authority = try Authority("front-proxies", in: cluster.run.folder.folder("front-\(UUID())"))
        var flags = cluster.flags
        flags.more += [
          "--requestheader-client-ca-file", authority.certificateFile,
          "--requestheader-allowed-names", "front", "--anonymous-paths", "/healthz,/version",
        ]
        proxy = try await ProxyProcess(flags, in: cluster.run)
      }

      /// Asks by a certificate of an authority, or by none.
      func ask(
        _ target: String, _ fields: [(String, String)] = [], by pair: Authority.Pair? = nil
      ) async throws -> HTTPAnswer {
        var (chain, key): ([UInt8]?, [UInt8]?)
        if case .certificate(let itsChain, let itsKey)? = pair?.proof {
          (chain, key) = (itsChain, itsKey)
        }
        let tls = try TLSContext.client(
          certificateAuthorities: cluster.proxyAuthority.certificatePEM, certificateChain: chain,
          privateKey: key)
        return try await HTTPAsker(url: proxy.url, tls: tls, loops: cluster.loops)
          .ask("GET", target, fields)
      }
    }

    private static func names(_ answer: HTTPAnswer) throws -> [String] {
      let items = try JSONValue(parsing: answer.body)["items"]?.array ?? []
      return items.compactMap { $0["metadata"]?["name"]?.string }
    }

    @Test(arguments: Ground.all)
    func `a front proxy says who the caller is`(ground: Ground) async throws {
      let front = try await Front(ground)
      let proxy = try front.authority.client("front")
      let list = "/api/v1/namespaces"
      let alice = try await front.ask(list, [("X-Remote-User", "alice")], by: proxy)
      let own = try await front.cluster.asker(.alice, .proxy).ask("GET", list)
      #expect(try Self.names(alice) == Self.names(own))
      let joe = try await front.ask(
        "/api/v1/nodes", [("X-Remote-User", "joe"), ("X-Remote-Group", "gas-admins")], by: proxy)
      let joesOwn = try await front.cluster.asker(.joe, .proxy).ask("GET", "/api/v1/nodes")
      #expect(try Self.names(joe) == Self.names(joesOwn) && !Self.names(joe).isEmpty)
      let stranger = try await front.ask(list, [("X-Remote-User", "stranger")], by: proxy)
      #expect(stranger.status == 403)
      #expect(stranger.text.contains(#"User \"stranger\" cannot list"#))
      #expect(await front.proxy.process.stop() == 0)
    }

    @Test(arguments: Ground.all)
    func `nobody else does`(ground: Ground) async throws {
      let front = try await Front(ground)
      let list = "/api/v1/namespaces"
      let alice = [("X-Remote-User", "alice")]
      #expect(try await front.ask(list, alice).status == 401)
      let other = try front.authority.client("other")
      #expect(try await front.ask(list, alice, by: other).status == 401)
      let proxy = try front.authority.client("front", groups: ["system:masters"])
      #expect(try await front.ask(list, by: proxy).status == 401)
      let system = [("X-Remote-User", "root"), ("X-Remote-Group", "system:masters")]
      #expect(try await front.ask(list, system, by: proxy).status == 401)
      // A client's certificate is a client's, whatever its name is.
      let client = try front.cluster.apiServer.authority.client("front")
      let answer = try await front.ask(list, alice, by: client)
      #expect(answer.status == 403 && answer.text.contains(#"User \"front\" cannot list"#))
      #expect(await front.proxy.process.stop() == 0)
    }

    @Test(arguments: Ground.all)
    func `an open path needs no credential, and takes no bad one`(ground: Ground) async throws {
      let front = try await Front(ground)
      #expect(try await front.ask("/healthz").status == 200)
      #expect(try await front.ask("/version").status == 200)
      #expect(try await front.ask("/readyz").status == 401)
      #expect(try await front.ask("/api/v1/namespaces").status == 401)
      let bad = try await front.ask("/version", [("Authorization", "Bearer nonsense")])
      #expect(bad.status == 401)
      #expect(await front.proxy.process.stop() == 0)
    }
  }
}
