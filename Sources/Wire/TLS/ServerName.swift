internal import CSystem

/// The name or address that a server's certificate must hold.
struct ServerName: Equatable, Sendable {
  /// A DNS name without a trailing dot, or an IP address without brackets and zone.
  let text: String
  let isAddress: Bool

  /// Refuses what is neither: OpenSSL would take an empty name as "any", and a name up to its first
  /// NUL as the whole.
  init(_ spelling: String) throws(TLSError) {
    var name = Substring(spelling)
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    if name.contains(":"), let zone = name.firstIndex(of: "%") { name = name[..<zone] }
    let isAddress = Self.isAddress(String(name))
    if !isAddress, name.hasSuffix(".") { name = name.dropLast() }
    let legal = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): !name.hasPrefix(".")
      default: isAddress
      }
    }
    guard legal, !name.isEmpty, name.utf8.count <= 253 else {
      throw TLSError("The server's name is neither a DNS name nor an IP address.")
    }
    text = name.lowercased()
    self.isAddress = isAddress
  }

  /// Makes the handshake fail for a certificate without the name; false when memory is short.
  func require(on ssl: OpaquePointer) -> Bool {
    let parameters = unsafe SSL_get0_param(ssl)
    // The common name is no name of a server (RFC 9525 §2); Go ignores it as well.
    unsafe X509_VERIFY_PARAM_set_hostflags(
      parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT)
    )
    guard !isAddress else { return unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, text) == 1 }
    return unsafe SSL_set1_host(ssl, text) == 1 && cs_ssl_set_server_name(ssl, text) == 1
  }

  /// The name that was required on a session, spelled in one way; sessions are remembered by it.
  static func required(on ssl: OpaquePointer) -> String? {
    let parameters = unsafe SSL_get0_param(ssl)
    if let host = unsafe X509_VERIFY_PARAM_get0_host(parameters, 0) {
      return unsafe String(cString: host)
    }
    guard let address = unsafe X509_VERIFY_PARAM_get1_ip_asc(parameters) else { return nil }
    defer { unsafe cs_openssl_free(address) }
    return unsafe String(cString: address)
  }

  private static func isAddress(_ text: String) -> Bool {
    guard !text.utf8.contains(0), let octets = unsafe a2i_IPADDRESS(text) else {
      ERR_clear_error()
      return false
    }
    unsafe ASN1_OCTET_STRING_free(octets)
    return true
  }
}
