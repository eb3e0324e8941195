import JSON
import TestSupport
import Testing
import Wire

@Suite("Threat 01: a Connection option names the proxy's own fields away", .timeLimit(.minutes(5)))
struct Threat01Tests {
  private static let options: [[String]] = [
    ["Impersonate-User"], ["impersonate-user, IMPERSONATE-GROUP, Authorization"],
    ["close, Impersonate-User", "Impersonate-Group"], ["authorization", "IMPERSONATE-USER"],
    ["keep-alive,Impersonate-Uid,Host,Content-Length"],
    ["Accept, Accept-Encoding, X-Forwarded-For, Impersonate-Extra-a"],
  ]

  @Test(arguments: options, Scene.ProgramProof.allCases)
  func `a widened request keeps them, once each`(
    _ options: [String], _ proof: Scene.ProgramProof
  ) async throws {
    var scene = Scene()
    scene.programProof = proof
    try await Stage.run(scene) { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces", as: .alice, options.map { ("Connection", $0) })
      #expect(reply.names == Example.aliceNamespaces)
      let request = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1)
      #expect(request.isOwn)
      #expect(request.values("Impersonate-User") == ["alice"])
      #expect(
        request.values("Impersonate-Group") == [
          "system:authenticated", "bailiwick:read:namespaces",
        ])
      #expect(request.values("Accept") == ["application/json"])
      #expect(request.values("Accept-Encoding") == ["identity"])
      #expect(request.values("Host").count == 1)
      #expect(request.values("Connection").isEmpty)
      #expect(
        request.values("Authorization")
          == (proof == .token ? ["Bearer \(Cluster.programToken)"] : []))
    }
  }

  @Test(arguments: options)
  func `a passed request keeps the caller's token, once`(_ options: [String]) async throws {
    try await Stage.run { stage in
      let reply = try await stage.ask(
        "/api/v1/namespaces/oil-production/pods", as: .alice, options.map { ("Connection", $0) })
      #expect(reply.status == 200)
      let request = try #require(stage.forwarded.first)
      #expect(!request.isOwn)
      #expect(request.values("Authorization") == ["Bearer alice.token"])
      #expect(request.values("Host").count == 1)
      #expect(request.values("Impersonate-User").isEmpty)
    }
  }

  /// Without a length, the upstream would take the body for the next request on the connection.
  @Test(
    arguments: ["Content-Length", "close, CONTENT-LENGTH", "content-length,transfer-encoding"],
    [true, false])
  func `a passed body keeps its length`(_ option: String, isCertificate: Bool) async throws {
    try await Stage.run { stage in
      let certificate = Proof.certificate(try stage.keys.users.client("eve", groups: ["dev"]))
      let smuggled = "GET /api/v1/secrets HTTP/1.1\r\nX-Pad: "
      let reply = try await stage.ask(
        "/api/v1/namespaces/oil-production/configmaps", as: isCertificate ? certificate : .alice,
        [("Connection", option)], method: "POST", body: smuggled)
      #expect(reply.status == 200)
      let request = try #require(stage.forwarded.first)
      #expect(stage.forwarded.count == 1)
      #expect(request.values("Content-Length") == ["\(smuggled.utf8.count)"])
      #expect(request.values("Transfer-Encoding").isEmpty)
      #expect(request.text == smuggled)
    }
  }

  @Test(arguments: options)
  func `a passed request of a certificate keeps who it is for`(_ options: [String]) async throws {
    try await Stage.run { stage in
      let proof = Proof.certificate(try stage.keys.users.client("eve", groups: ["dev"]))
      let reply = try await stage.ask(
        "/api/v1/pods", as: proof, options.map { ("Connection", $0) })
      #expect(reply.text == #"{"kind":"Echo","user":"eve"}"#)
      let request = try #require(stage.forwarded.first)
      #expect(request.isOwn)
      #expect(request.values("Impersonate-User") == ["eve"])
      #expect(request.values("Impersonate-Group") == ["dev", "system:authenticated"])
    }
  }
}
