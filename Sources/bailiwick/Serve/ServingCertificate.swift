import Logging
import Metrics
import Synchronization
import Wire

/// The certificate that callers are shown, and who vouches for theirs, as the files have it now.
final class ServingCertificate: Sendable {
  private static let day: Int64 = 86_400
  /// Certificates that end sooner than this are warned of, once a day.
  private static let warning: Int64 = 7 * day
  /// How often the files are looked at.
  private static let pause = Duration.seconds(5)

  private let contents: Reloaded<ServingFiles.Contents>
  private let warned = Mutex<Int64>(0)
  private let logger: Logger
  /// What became of changes of the files.
  let reloads = Counters<Reload>()

  /// Reads the files that the flags name; without a certificate it makes one.
  init(_ flags: Serve, logger: Logger) throws(StartError) {
    self.logger = logger
    if flags.clientCaFile == nil {
      logger.notice(
        "no --client-ca-file: callers' certificates do not count, only bearer tokens do")
    }
    if flags.identity.requestheaderClientCaFile != nil,
      flags.identity.requestheaderAllowedNames == nil
    {
      logger.warning(
        """
        no --requestheader-allowed-names: every certificate of --requestheader-client-ca-file may say \
        that it is anybody; name those of your front proxies
        """)
    }
    do throws(TLSError) {
      let made =
        try flags.tlsCertFile == nil
        ? Self.selfSigned(flags.listensToTLS ? logger : nil) : nil
      let files = ServingFiles(flags, made: made)
      contents = try Reloaded(files.paths) { (bytes) throws(TLSError) in
        try files.contents(of: bytes)
      }
    } catch {
      throw StartError("\(error)")
    }
    if flags.listensToTLS { tell(contents.value) }
  }

  /// What the files hold now.
  var certificates: [ServingFiles.Certificate] { contents.value.certificates }

  /// What the next connection and the next request go by.
  var context: TLSContext { contents.value.context }

  /// Follows the files until cancelled, and warns of certificates that end soon.
  func keep() async {
    guard !contents.paths.isEmpty else { return }
    await contents.follow(every: Self.pause) { outcome in
      tell(outcome)
      warn()
    }
  }

  /// Looks at the files at once: the administrator says that they changed.
  func reload() async {
    let outcome = await offload { self.contents.look() }
    if case .unchanged = outcome {
      logger.notice("SIGHUP: the files of certificates and keys are as they were read before")
    }
    tell(outcome)
  }

  private func tell(_ outcome: Reloaded<ServingFiles.Contents>.Outcome) {
    switch outcome {
    case .unchanged: return
    case .changed(let contents):
      reloads.add(.taken)
      logger.notice(
        "certificates and authorities were read again: they count from now on, open connections go on"
      )
      tell(contents)
    case .failed(let reason):
      reloads.add(.failed)
      logger.error(
        """
        certificates or authorities changed and cannot be used; those read before stay in use: \
        mend the files, which are tried again every few seconds
        """, metadata: ["reason": "\(reason)"])
    }
  }

  private func tell(_ contents: ServingFiles.Contents) {
    for certificate in contents.certificates {
      logger.info("certificate \(certificate.purpose)", metadata: certificate.facts.metadata)
    }
    warned.withLock { $0 = 0 }
    warn()
  }

  private func warn() {
    let now = SystemClock.unixSeconds
    let isDue = warned.withLock { last in
      guard now >= last + Self.day else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    for certificate in contents.value.certificates {
      let end = certificate.facts.notAfter
      guard end < now + Self.warning else { continue }
      logger.warning(
        """
        a certificate \(end < now ? "has expired" : "expires soon"): replace its file, which is \
        read without a restart
        """,
        metadata: certificate.facts.metadata.merging(["it": "\(certificate.purpose)"]) { $1 })
    }
  }

  private static func selfSigned(_ logger: Logger?) throws(TLSError) -> ServingFiles.Pair {
    let now = SystemClock.unixSeconds
    let validity = (now - 300)...(now + 365 * day)
    let authority = try CertificateAuthority(commonName: "bailiwick", validity: validity)
    let issued = try authority.issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: "bailiwick"), dnsNames: ["localhost"],
        addresses: ["127.0.0.1", "::1"], usages: [.server], validity: validity))
    logger?.warning(
      """
      no --tls-cert-file: using a certificate that signs itself, made for this run, for localhost; \
      callers must trust it or skip verification
      """)
    return ServingFiles.Pair(
      certificate: issued.certificateChain + (try authority.certificatePEM),
      key: issued.privateKey)
  }
}

extension CertificateFacts {
  /// For a line of the log.
  fileprivate var metadata: Logger.Metadata {
    [
      "subject": "\(subject)", "names": "\(dnsNames.joined(separator: ","))",
      "notAfter": "\(Timestamp(seconds: notAfter).rfc3339())",
    ]
  }
}
