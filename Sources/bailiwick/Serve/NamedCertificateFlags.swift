import ArgumentParser

/// The flag of certificates for names.
struct NamedCertificateFlags: ParsableArguments, Sendable {
  @Option(
    name: .customLong("tls-sni-cert-key"),
    help: ArgumentHelp(
      "A certificate and its key, PEM, for callers that ask for one of its names; other names, such "
        + "as *.example.com, may follow a colon. May be given again.",
      valueName: "cert,key[:names]"))
  var files: [NamedCertificateFiles] = []
}

/// The files of one certificate for names.
struct NamedCertificateFiles: ExpressibleByArgument, Sendable {
  let certificate: String
  let key: String
  /// None means those in the certificate.
  let names: [String]

  /// Reads `cert,key` or `cert,key:name,name`, as kube-apiserver's flag of this name.
  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let files = parts[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard files.count == 2, !files.contains("") else { return nil }
    (certificate, key) = (files[0], files[1])
    names = parts.count > 1 ? parts[1].split(separator: ",").map(String.init) : []
    guard parts.count == 1 || !names.isEmpty else { return nil }
  }
}
