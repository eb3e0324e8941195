import Metrics
import Wire

/// The files of what callers are shown and of who vouches for them, and what is made of their bytes.
struct ServingFiles: Sendable {
  /// What the files hold.
  struct Contents: Sendable {
    let context: TLSContext
    let certificates: [Certificate]
  }

  /// What a certificate is for, in the words of the metrics.
  enum Use: String, MetricLabel {
    case serving
    case named
    case callers
    case frontProxies = "front_proxies"

    /// In words that follow "certificate".
    var purpose: String {
      switch self {
      case .serving: "shown to callers"
      case .named: "shown by name"
      case .callers: "vouches for callers"
      case .frontProxies: "vouches for front proxies"
      }
    }
  }

  /// A certificate of one of the files.
  struct Certificate: Sendable {
    let use: Use
    let facts: CertificateFacts

    /// What it is for, in words that follow "certificate".
    var purpose: String { use.purpose }
  }

  /// A certificate and its key, PEM.
  struct Pair: Sendable {
    let certificate: [UInt8]
    let key: [UInt8]
  }

  /// The files of the default certificate and its key; nil when one was made instead.
  private let pair: (certificate: String, key: String)?
  /// The certificate that was made, and its key.
  private let made: Pair?
  private let named: [NamedCertificateFiles]
  private let clientAuthorities: String?
  private let frontProxyAuthorities: String?

  /// - Parameter made: what is shown where no flag names a certificate.
  init(_ flags: Serve, made: Pair?) {
    if made == nil, let certificate = flags.tlsCertFile, let key = flags.tlsPrivateKeyFile {
      pair = (certificate, key)
    } else {
      pair = nil
    }
    self.made = made
    named = flags.named.files
    clientAuthorities = flags.clientCaFile
    frontProxyAuthorities = flags.identity.requestheaderClientCaFile
  }

  /// In the order in which ``contents(of:)`` takes their bytes.
  var paths: [String] {
    (pair.map { [$0.certificate, $0.key] } ?? []) + named.flatMap { [$0.certificate, $0.key] }
      + [clientAuthorities, frontProxyAuthorities].compactMap(\.self)
  }

  /// Makes a context of the bytes of the files.
  func contents(of bytes: [[UInt8]]) throws(TLSError) -> Contents {
    var rest = bytes[...]
    let shown = made ?? Pair(certificate: rest.removeFirst(), key: rest.removeFirst())
    var certificates = try read(.serving, shown.certificate, pair?.certificate)
    var named: [NamedCertificate] = []
    for files in self.named {
      let (chain, key) = (rest.removeFirst(), rest.removeFirst())
      named.append(
        NamedCertificate(certificateChain: chain, privateKey: key, names: files.names))
      certificates += try read(.named, chain, files.certificate)
    }
    let authorities = clientAuthorities == nil ? nil : rest.removeFirst()
    if let authorities {
      certificates += try read(.callers, authorities, clientAuthorities)
    }
    let frontProxies = frontProxyAuthorities == nil ? nil : rest.removeFirst()
    if let frontProxies {
      certificates += try read(.frontProxies, frontProxies, frontProxyAuthorities)
    }
    do throws(TLSError) {
      let context = try TLSContext.server(
        certificateChain: shown.certificate, privateKey: shown.key,
        clientCertificateAuthorities: authorities, frontProxyAuthorities: frontProxies,
        named: named)
      return Contents(context: context, certificates: certificates)
    } catch {
      throw TLSError("\(error) (of \(paths.joined(separator: ", ")))")
    }
  }

  private func read(
    _ use: Use, _ pem: [UInt8], _ path: String?
  ) throws(TLSError) -> [Certificate] {
    do throws(TLSError) {
      return try CertificateFacts.all(in: pem).map { Certificate(use: use, facts: $0) }
    } catch {
      throw TLSError("\(path ?? ""): \(error)")
    }
  }
}
