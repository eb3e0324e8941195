import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 05a: a request with a caller's token runs as the program", .timeLimit(.minutes(5)))
struct Threat05aTests {
  @Test func `the upstream never sees the program beside a caller's token`() async throws {
    try await Stage.run { stage in
      // Own connections come first, so that there are sessions to be mixed up.
      for _ in 0..<2 {
        let mine = try await stage.ask("/api/v1/namespaces", as: .alice)
        #expect(mine.names == Example.aliceNamespaces)
      }
      for _ in 0..<3 {
        // The upstream answers and closes: the next connection is new and may resume.
        let good = try await stage.ask("/api/v1/namespaces", as: .eve, [("X", "1")])
        let bad = try await stage.ask("/api/v1/namespaces", as: .token("nonsense"))
        let none = try await stage.ask("/api/v1/namespaces")
        #expect((good.status, bad.status, none.status) == (403, 401, 401))
        #expect(good.message.contains("User \"eve\" cannot list"))
      }
      for request in stage.upstream.received where request.commonNames == [Cluster.program] {
        #expect(request.values("Authorization").isEmpty)
        #expect(request.isReview || request.values("Impersonate-User") == ["alice"])
      }
      let passed = stage.forwarded.filter { !$0.values("Authorization").isEmpty }
      #expect(passed.count == 3)
      for request in passed {
        #expect(request.commonNames.isEmpty)
        #expect(request.values("Authorization") == ["Bearer eve.token"])
      }
    }
  }

  @Test func `nor on a resumed connection`() async throws {
    let scene = Scene.answering("/close") { _ in
      .raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    }
    try await Stage.run(scene) { stage in
      let alice = try await stage.ask("/api/v1/namespaces", as: .alice)
      #expect(alice.status == 200)
      let certificate = Proof.certificate(try stage.keys.users.client("carol"))
      for _ in 0..<4 {
        #expect(try await stage.ask("/close/own", as: certificate).status == 200)
        #expect(try await stage.ask("/close/bare", as: .eve).status == 200)
      }
      let bare = stage.forwarded.filter { $0.target == "/close/bare" }
      let own = stage.forwarded.filter { $0.target == "/close/own" }
      #expect(bare.count == 4 && own.count == 4)
      #expect(bare.contains { $0.isResumed }, "no bare connection was resumed")
      #expect(own.contains { $0.isResumed }, "no own connection was resumed")
      for request in bare {
        #expect(request.commonNames.isEmpty)
        #expect(request.values("Impersonate-User").isEmpty)
      }
      for request in own {
        #expect(request.commonNames == [Cluster.program])
        #expect(request.values("Impersonate-User") == ["carol"])
        #expect(request.values("Authorization").isEmpty)
      }
      #expect(Set(bare.map(\.connection)).isDisjoint(with: own.map(\.connection)))
    }
  }

  @Test func `a caller's token is not sent where the program's certificate is`() async throws {
    try await Stage.run { stage in
      let carol = try stage.keys.users.client("carol")
      let reply = try await stage.ask("/api/v1/pods", as: .both(carol, token: "admin.token"))
      #expect(reply.text == #"{"kind":"Echo","user":"carol"}"#)
      let request = try #require(stage.upstream.received.first)
      #expect(stage.upstream.received.count == 1)
      #expect(request.values("Authorization").isEmpty)
      #expect(!request.everything.contains("admin"))
    }
  }
}
