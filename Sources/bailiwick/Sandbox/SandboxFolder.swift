import Kubernetes
import Logging
import Sandbox
import Wire
import YAML

/// The sandbox's directory: its authority, its tokens, and what people connect with.
struct SandboxFolder: Sendable {
  let path: String
  let authority: CertificateAuthority
  let authorityPEM: [UInt8]
  let tokens: [Sandbox.StaticToken]

  private static let day: Int64 = 86_400
  /// From a moment ago, for clocks that are late, for a year.
  private static let validity: ClosedRange<Int64> = {
    let now = SystemClock.unixSeconds
    return (now - 300)...(now + 365 * day)
  }()

  /// Takes up a directory, making whatever is missing.
  init(_ path: String, logger: Logger) throws(StartError) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    do throws(FileError) {
      try FolderContents.make(path, mode: 0o700)
    } catch {
      throw StartError("\(error). Choose a folder that can be written with --directory.")
    }
    if let mode = FolderContents.permissions(path), mode & 0o077 != 0 {
      logger.warning(
        "others may enter the directory, which holds keys: chmod 700 would keep them out",
        metadata: ["directory": "\(path)"])
    }
    (authority, authorityPEM) = try Self.authority(path)
    tokens = try Self.tokens(path)
  }

  /// A certificate for one of the sandbox's servers.
  func serverCertificate(_ name: String, host: String) throws(StartError) -> IssuedCertificate {
    var names = ["localhost", "kubernetes.default.svc"]
    var addresses = ["127.0.0.1", "::1"]
    let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
    if isAddress, !addresses.contains(host) { addresses.append(host) }
    if !isAddress, !host.isEmpty, !names.contains(host) { names.append(host) }
    return try issue(
      CertificateTemplate(
        subject: CertificateSubject(commonName: name), dnsNames: names, addresses: addresses,
        usages: [.server], validity: Self.validity))
  }

  /// Writes everybody's kubeconfigs.
  func writeKubeconfigs(proxy: String, api: String) throws(StartError) {
    for user in SandboxUser.people {
      let issued = try issue(
        CertificateTemplate(
          subject: CertificateSubject(commonName: user.name, organizations: user.groups),
          usages: [.client], validity: Self.validity))
      let proof = KubeconfigEntries.Proof.certificate(
        ClientCertificate(chain: issued.certificateChain, key: issued.privateKey))
      try writeKubeconfig(user.name, of: user.name, proof, at: proxy)
      if user.name == "admin" {
        try writeKubeconfig("admin-direct", of: user.name, proof, at: api)
      }
      try writeKubeconfig(
        "\(user.name)-token", of: user.name, .token(token(of: user)), at: proxy)
    }
    try writeKubeconfig(
      "program", of: "bailiwick", .token(token(of: SandboxUser.program)), at: api)
  }

  /// Writes a file that only this user may read.
  func write(_ bytes: [UInt8], to name: String, mode: UInt32 = 0o600) throws(StartError) {
    try Self.write(bytes, to: "\(path)/\(name)", mode: mode)
  }

  func token(of user: SandboxUser) -> String {
    tokens.first { $0.user == user.name }?.token ?? ""
  }

  private func writeKubeconfig(
    _ name: String, of user: String, _ proof: KubeconfigEntries.Proof, at server: String
  ) throws(StartError) {
    let entries = KubeconfigEntries(
      cluster: "sandbox", user: user, context: "sandbox", server: server, authority: authorityPEM,
      proof: proof)
    try write(YAML.encode(entries.document), to: "\(name).kubeconfig")
  }

  private func issue(_ template: CertificateTemplate) throws(StartError) -> IssuedCertificate {
    do throws(TLSError) { return try authority.issue(template) } catch {
      throw StartError("\(error)")
    }
  }

  private static func authority(
    _ folder: String
  ) throws(StartError) -> (CertificateAuthority, [UInt8]) {
    let (certificateFile, keyFile) = ("\(folder)/ca.crt", "\(folder)/ca.key")
    let known = (try read(certificateFile), try read(keyFile))
    let (authority, certificate, key): (CertificateAuthority, [UInt8], [UInt8])
    do throws(TLSError) {
      if case (let certificate?, let key?) = known {
        return (try CertificateAuthority(certificate: certificate, privateKey: key), certificate)
      }
      // For longer than anything it issues.
      authority = try CertificateAuthority(
        commonName: "bailiwick-sandbox",
        validity: validity.lowerBound...(validity.upperBound + 9 * 365 * day))
      (certificate, key) = (try authority.certificatePEM, try authority.privateKeyPEM)
    } catch {
      throw StartError(
        "\(certificateFile), \(keyFile): \(error) Remove both, and a new authority is made.")
    }
    try write(key, to: keyFile, mode: 0o600)
    try write(certificate, to: certificateFile, mode: 0o644)
    return (authority, certificate)
  }

  private static func tokens(_ folder: String) throws(StartError) -> [Sandbox.StaticToken] {
    let path = "\(folder)/tokens.csv"
    let known = try read(path)
    var file =
      try known.map { (bytes) throws(StartError) in try TokenFile(bytes, path: path) }
      ?? TokenFile()
    for user in SandboxUser.people + [SandboxUser.program] { _ = file.token(of: user) }
    if file.bytes != known { try write(file.bytes, to: path, mode: 0o600) }
    return file.tokens
  }

  /// The bytes of a file; nil when there is none.
  private static func read(_ path: String) throws(StartError) -> [UInt8]? {
    do throws(FileError) {
      return try FileContents.read(path)
    } catch  where error.kind == .notFound {
      return nil
    } catch {
      throw StartError("\(error). Choose another folder with --directory.")
    }
  }

  private static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws(StartError) {
    do throws(FileError) {
      try FileContents.write(path, bytes, mode: mode)
    } catch {
      throw StartError("\(error). Choose a folder that can be written with --directory.")
    }
  }
}
