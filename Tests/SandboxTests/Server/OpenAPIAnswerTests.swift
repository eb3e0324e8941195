import JSON
import KubernetesAPI
import TestSupport
import Testing
import Wire

@testable import Sandbox

@Suite struct OpenAPIAnswerTests {
  private static let shared = Result {
    try Sandbox(
      .init(
        tokens: [.init(token: "t", user: "admin", uid: "", groups: ["system:masters"])],
        clientAuthority: TestAuthority().authority.certificatePEM)
    ).server
  }

  private let server: APIServer

  init() throws { server = try Self.shared.get() }

  private func answer(
    _ target: String, accept: String? = nil, knownTag: String? = nil
  ) throws -> Answer {
    var head = try RequestHead(method: "GET", target: target)
    try head.fields.append("Authorization", value: "Bearer t")
    if let accept { try head.fields.append("Accept", value: accept) }
    if let knownTag { try head.fields.append("If-None-Match", value: knownTag) }
    guard case .answer(let answer) = server.reply(to: head, body: [], certificate: nil) else {
      throw WireError(.http(500), "a watch")
    }
    return answer
  }

  private func tag(_ answer: Answer) throws -> String {
    try #require(answer.fields.first { $0.name == "Etag" }?.value)
  }

  @Test func `what kubectl needs for a list is there`() throws {
    let protobuf = "application/com.github.proto-openapi.spec.v2"
    let answer = try answer("/openapi/v2", accept: "\(protobuf)@v1.0+protobuf")
    #expect(answer.status == 200)
    #expect(answer.contentType == "\(protobuf).v1.0+protobuf")
    #expect(answer.body == SwaggerDocument.protobuf)
  }

  @Test(arguments: [
    ("/openapi/v2", "text/plain", 406), ("/openapi/v3/api/v1", "text/plain", 406),
    ("/openapi/v3/apis/none/v1", "application/json", 404),
    ("/openapi/v2/", "application/json", 404), ("/openapi", "application/json", 404),
    ("/openapi/v3/api/v1?hash=1", "application/json", 301),
  ])
  func `what cannot be had is told by the code`(target: String, accept: String, code: Int) throws {
    #expect(try answer(target, accept: accept).status == code)
  }

  @Test func `a document is named by the hash that the index has for it`() throws {
    let index = try JSONValue(parsing: answer("/openapi/v3").body)
    let url = try #require(index["paths", "apis/apps/v1", "serverRelativeURL"]?.string)
    let hashed = try answer(url)
    #expect(hashed.status == 200)
    #expect(hashed.cacheControl == "public, immutable")
    #expect(try url.hasSuffix("?hash=" + tag(hashed).filter { $0 != "\"" }))
    let moved = try answer("/openapi/v3/apis/apps/v1?hash=OLD")
    #expect(moved.fields.first { $0.name == "Location" }?.value == url)
    #expect(moved.body.isEmpty)
  }

  @Test(arguments: ["/openapi/v2", "/openapi/v3/apis/apps/v1"])
  func `who has a document already is not sent it again`(target: String) throws {
    let tag = try tag(answer(target))
    let again = try answer(target, knownTag: tag)
    #expect(again.status == 304)
    #expect(again.body.isEmpty)
    #expect(try answer(target, knownTag: "\"other\"").status == 200)
  }
}
