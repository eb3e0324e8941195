import TestSupport
import Testing
import Wire

@Suite("Threat 14a: a secret reaches a log", .timeLimit(.minutes(5)))
struct Threat14aTests {
  private static let secret = "c2VjcmV0LXRva2Vu.ZXlKaGJHY2lPaUp1YjI1bElu"
  private static let host = "Host: proxy.test\r\nConnection: close\r\n"
  private static let alice = "Authorization: Bearer alice.token\r\n"

  private static let requests = [
    // A proof that proves nobody, in each of its places.
    "GET /api/v1/namespaces HTTP/1.1\r\n\(host)Authorization: Bearer \(secret)\r\n\r\n",
    "GET /api/v1/namespaces HTTP/1.1\r\n\(host)Authorization: Basic \(secret)\r\n\r\n",
    "GET /api/v1/namespaces HTTP/1.1\r\n\(host)Authorization: \(secret)\r\n\r\n",
    "GET /api/v1/namespaces?watch=1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
      + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
      + "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.\(secret)\r\n\r\n",
    // Beside a proof.
    "GET /api/v1/namespaces?access_token=\(secret) HTTP/1.1\r\n\(host)\(alice)\r\n",
    "GET /api/v1/namespaces/a/pods?token=\(secret) HTTP/1.1\r\n\(host)\(alice)\r\n",
    "GET /version?access_token=\(secret) HTTP/1.1\r\n\(host)\(alice)\r\n",
    "GET http://user:\(secret)@proxy.test/api/v1/namespaces HTTP/1.1\r\n\(host)\(alice)\r\n",
    "GET /api/v1/pods HTTP/1.1\r\n\(host)\(alice)X-Remote-User: \(secret)\r\n"
      + "X-Remote-Extra-Token: \(secret)\r\nProxy-Authorization: Basic \(secret)\r\n"
      + "Cookie: session=\(secret)\r\nX-Forwarded-Access-Token: \(secret)\r\n\r\n",
    "GET /api/v1/pods HTTP/1.1\r\n\(host)\(alice)Impersonate-User: bob\r\n"
      + "Impersonate-Extra-Token: \(secret)\r\nAudit-ID: \(secret)\(secret)\r\n\r\n",
    "POST /api/v1/namespaces/a/secrets HTTP/1.1\r\n\(host)\(alice)Content-Length: "
      + "\(secret.utf8.count)\r\n\r\n\(secret)",
    "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews HTTP/1.1\r\n\(host)\(alice)"
      + "Content-Length: \(secret.utf8.count)\r\n\r\n\(secret)",
    "GET /api/v1/namespaces/a/services/b/proxy/\(secret) HTTP/1.1\r\n\(host)\(alice)\r\n",
    // What is no HTTP.
    "GET /api/v1/pods HTTP/1.1\r\n\(host)Authorization : Bearer \(secret)\r\n\r\n",
    "GET /api/v1/\(secret)/../pods HTTP/1.1\r\n\(host)\(alice)\r\n",
    "\(secret) \(secret)\r\n\r\n",
  ]

  @Test(arguments: requests)
  func `neither the log nor the audit line has it`(_ request: String) async throws {
    try await Stage.run { stage in
      let reply = try await stage.send(request)
      #expect(reply.statuses.count == 1)
      #expect(try await stage.audit.lines(1).isEmpty == false)
      for text in [stage.log.text, stage.audit.text] {
        #expect(!text.contains(Self.secret))
        #expect(!text.contains("alice.token") && !text.contains("PRIVATE KEY"))
      }
    }
  }

  @Test func `nor a token or a key of the program's`() async throws {
    for proof in Scene.ProgramProof.allCases {
      var scene = Scene.answering("/api/v1/namespaces") { request in
        // An upstream that tells everything it was sent.
        .init(status: 403, request.everything)
      }
      scene.programProof = proof
      try await Stage.run(scene) { stage in
        _ = try await stage.ask("/api/v1/namespaces", as: .alice)
        #expect(try await stage.audit.lines(1).count == 1)
        #expect(!(stage.log.text + stage.audit.text).contains(Cluster.programToken))
      }
    }
  }
}
