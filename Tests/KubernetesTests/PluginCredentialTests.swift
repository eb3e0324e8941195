import Testing

@testable import Kubernetes

struct PluginCredentialTests {
  private let plugin = CredentialPlugin(command: "login")

  private func read(_ status: String, version: String = "v1") throws -> PluginCredential {
    let text = """
      {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/\(version)",
       "status": \(status)}
      """
    return try PluginCredential(Array(text.utf8), of: plugin)
  }

  @Test func `is a token, a certificate, or both, and may end`() throws {
    let token = try read(#"{"token": "t"}"#)
    #expect(token.token == "t" && token.certificate == nil && token.end == nil)
    let both = try read(
      """
      {"token": "t", "clientCertificateData": "CHAIN", "clientKeyData": "KEY",
       "expirationTimestamp": "1970-01-01T00:01:00Z"}
      """)
    let certificate = ClientCertificate(chain: Array("CHAIN".utf8), key: Array("KEY".utf8))
    #expect(both.certificate == certificate && both.end == 60)
    let alone = try read(#"{"clientCertificateData": "CHAIN", "clientKeyData": "KEY"}"#)
    #expect(alone.certificate == certificate && alone.token == nil)
    #expect(try read(#"{"token": "t", "expirationTimestamp": null}"#).end == nil)
  }

  @Test(arguments: [
    (#"null"#, "neither"), (#"{}"#, "neither"), (#"{"token": ""}"#, "neither"),
    (#"{"clientCertificateData": "C"}"#, "without the other"),
    (#"{"token": "t", "clientKeyData": "K"}"#, "without the other"),
    (#"{"token": "hidden value"}"#, "could not stand in a header"),
    (#"{"token": "t", "expirationTimestamp": "tomorrow"}"#, "is no time"),
    (#"{"token": "t", "expirationTimestamp": 12}"#, "is no time"),
  ])
  func `is refused when it proves nothing, in words without a secret`(
    _ status: String, _ words: String
  ) {
    #expect { try read(status) } throws: { error in
      let text = (error as? PluginFailure)?.words ?? ""
      return text.contains(words) && !text.contains("hidden")
    }
  }

  @Test func `is refused in another version, and when it is something else`() {
    #expect(throws: PluginFailure.self) { try read(#"{"token": "t"}"#, version: "v1beta1") }
    for text in ["", "token", "[]", #"{"kind": "Status"}"#] {
      #expect(throws: PluginFailure.self) {
        try PluginCredential(Array(text.utf8), of: plugin)
      }
    }
  }
}
