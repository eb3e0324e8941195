private import JSON
private import Wire

/// What a credential plugin brought: a token, or a certificate with its key, or all of it.
struct PluginCredential: Sendable, Equatable {
  /// The bearer token.
  let token: String?

  /// The certificate to show.
  let certificate: ClientCertificate?

  /// The Unix second in which it ends; nil while the API server takes it.
  let end: Int64?

  /// Reads what a plugin wrote, as client-go does.
  init(_ output: [UInt8], of plugin: CredentialPlugin) throws(PluginFailure) {
    let answer: JSONValue
    do throws(JSONError) { answer = try JSONValue(parsing: output) } catch {
      throw PluginFailure("wrote what is not JSON; it must be an ExecCredential")
    }
    guard answer["kind"]?.string == "ExecCredential" else {
      throw PluginFailure("wrote no ExecCredential")
    }
    guard answer["apiVersion"]?.string == plugin.version else {
      throw PluginFailure(
        "answered in another version than \(plugin.version), which the kubeconfig names")
    }
    let status = answer["status"]
    token = try Self.token(status?["token"]?.string ?? "")
    let text = { (key: String) in Array((status?[key]?.string ?? "").utf8) }
    let (chain, key) = (text("clientCertificateData"), text("clientKeyData"))
    guard chain.isEmpty == key.isEmpty else {
      throw PluginFailure("brought one of certificate and key without the other")
    }
    certificate = chain.isEmpty ? nil : ClientCertificate(chain: chain, key: key)
    guard token != nil || certificate != nil else {
      throw PluginFailure("brought neither a token nor a certificate")
    }
    end = try Self.end(status?["expirationTimestamp"])
  }

  private static func token(_ text: String) throws(PluginFailure) -> String? {
    if text.isEmpty { return nil }
    guard TokenSource.token(in: Array(text.utf8)) == text else {
      throw PluginFailure("brought a token that could not stand in a header")
    }
    return text
  }

  private static func end(_ value: JSONValue?) throws(PluginFailure) -> Int64? {
    guard let value, !value.isNull else { return nil }
    guard let end = value.string.flatMap({ Timestamp(rfc3339: $0) }) else {
      throw PluginFailure("brought an expirationTimestamp that is no time")
    }
    return end.seconds
  }
}
