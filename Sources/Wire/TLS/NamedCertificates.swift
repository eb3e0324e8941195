/// Which certificate is shown to a client that asks for a name.
///
/// As with kube-apiserver's `--tls-sni-cert-key`: a whole name counts before a wildcard, names that
/// were given count before those of certificates, and the first of equals counts.
struct NamedCertificates: Sendable {
  /// All of them, in their order.
  let all: [KeyedCertificate]
  private var names: [DNSPattern: Int] = [:]

  /// None.
  init() { all = [] }

  /// - Throws: when one of them has a name that is none, or no name at all.
  init(_ certificates: [NamedCertificate]) throws(TLSError) {
    all = try certificates.map { (certificate) throws(TLSError) in
      try KeyedCertificate(
        certificateChain: certificate.certificateChain, privateKey: certificate.privateKey)
    }
    for (index, certificate) in certificates.enumerated() {
      for name in certificate.names { add(try Self.pattern(name), index) }
    }
    for (index, certificate) in certificates.enumerated() where certificate.names.isEmpty {
      // What else is in a certificate, no client can ask for.
      let patterns = all[index].leaf.dnsNames.compactMap { DNSPattern($0) }
      guard !patterns.isEmpty else {
        throw TLSError(
          "A certificate for a name has no DNS name in it: add one behind its key's file, as in "
            + "cert.pem,key.pem:proxy.example.com.")
      }
      for pattern in patterns { add(pattern, index) }
    }
  }

  /// What to show for a name; nil when nothing was made for it.
  func certificate(for name: String) -> KeyedCertificate? {
    guard !names.isEmpty, let name = DNSPattern.normal(Substring(name)) else { return nil }
    if let index = names[DNSPattern(whole: name)] { return all[index] }
    guard let dot = name.firstIndex(of: "."),
      let index = names[DNSPattern(wildcard: String(name[dot...]))]
    else { return nil }
    return all[index]
  }

  private mutating func add(_ pattern: DNSPattern, _ index: Int) {
    if names[pattern] == nil { names[pattern] = index }
  }

  private static func pattern(_ name: String) throws(TLSError) -> DNSPattern {
    guard let pattern = DNSPattern(name) else {
      throw TLSError(
        "\"\(name)\" is no name that a client can ask for: write a DNS name, or *. and a domain.")
    }
    return pattern
  }
}

extension DNSPattern {
  /// A name that is normal already.
  fileprivate init(whole name: String) {
    text = name
    isWildcard = false
  }

  /// What follows the first label, with its dot.
  fileprivate init(wildcard rest: String) {
    text = rest
    isWildcard = true
  }
}
