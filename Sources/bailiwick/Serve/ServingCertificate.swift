import Logging
import Wire

/// The certificate that callers are shown, and who vouches for theirs.
enum ServingCertificate {
  private static let day: Int64 = 86_400

  /// Makes the server's TLS context from the files the flags name.
  static func context(for flags: Serve, logger: Logger) throws(StartError) -> TLSContext {
    let authorities = try flags.clientCaFile.map { (path) throws(StartError) in try read(path) }
    if authorities == nil {
      logger.notice(
        "no --client-ca-file: callers' certificates do not count, only bearer tokens do")
    }
    guard let certificateFile = flags.tlsCertFile, let keyFile = flags.tlsPrivateKeyFile else {
      return try selfSigned(flags, authorities, logger)
    }
    let (certificate, key) = (try read(certificateFile), try read(keyFile))
    do throws(TLSError) {
      return try TLSContext.server(
        certificateChain: certificate, privateKey: key, clientCertificateAuthorities: authorities)
    } catch {
      let files = [certificateFile, keyFile, flags.clientCaFile].compactMap(\.self)
      throw StartError("\(error) (of \(files.joined(separator: ", ")))")
    }
  }

  private static func selfSigned(
    _ flags: Serve, _ authorities: [UInt8]?, _ logger: Logger
  ) throws(StartError) -> TLSContext {
    let now = SystemClock.unixSeconds
    let validity = (now - 300)...(now + 365 * day)
    do throws(TLSError) {
      let authority = try CertificateAuthority(commonName: "bailiwick", validity: validity)
      let issued = try authority.issue(
        CertificateTemplate(
          subject: CertificateSubject(commonName: "bailiwick"), dnsNames: ["localhost"],
          addresses: ["127.0.0.1", "::1"], usages: [.server], validity: validity))
      logger.warning(
        """
        no --tls-cert-file: using a certificate that signs itself, made for this run, for localhost; \
        callers must trust it or skip verification
        """)
      return try TLSContext.server(
        certificateChain: issued.certificateChain + authority.certificatePEM,
        privateKey: issued.privateKey, clientCertificateAuthorities: authorities)
    } catch {
      throw StartError("\(error)")
    }
  }

  private static func read(_ path: String) throws(StartError) -> [UInt8] {
    do throws(FileError) { return try FileContents.read(path) } catch {
      throw StartError("\(error)")
    }
  }
}
