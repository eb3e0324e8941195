import Harness
import JSON
import Wire

extension Subject {
  /// A real control plane out of a folder of binaries.
  static func real(_ assets: String, loops: EventLoops, in run: Run) async throws -> Subject {
    guard let kubectl = Kubectl.all.last else { throw Timeout("there is no kubectl: make deps") }
    let plane = try await ControlPlane(
      assets: assets, tokens: Person.known.map(\.tokenLine), kubectl: kubectl, loops: loops,
      in: run)
    let issue = { (person: Person) in
      try plane.authority.client(person.name, groups: person.groups).proof
    }
    return try Subject(
      "real", url: plane.url, authority: plane.authority.certificatePEM,
      proofs: [.admin: issue(.admin), .bob: issue(.bob), .alice: .token(Person.alice.token)],
      loops: loops, run: run)
  }

  /// `bailiwick sandbox` with nothing in it but what a new cluster has.
  static func sandbox(loops: EventLoops, in run: Run) async throws -> Subject {
    let folder = try run.folder.folder("sandbox")
    let now = SystemClock.unixSeconds
    let validity = now - 3600...now + 86_400
    let authority = try CertificateAuthority(commonName: "sandbox-ca", validity: validity)
    let certificate = try authority.certificatePEM
    try folder.write(certificate, to: "ca.crt")
    try folder.write(try authority.privateKeyPEM, to: "ca.key")
    try folder.write(
      Person.known.map { $0.tokenLine + "\n" }.joined(), to: "tokens.csv")
    let process = try ChildProcess(
      BuiltProgram.bailiwick,
      [
        "sandbox", "--no-proxy", "--api-listen", "127.0.0.1:0", "--directory", folder.path,
        "--log-format", "json",
      ], in: run)
    var url: String?
    try await eventually("bailiwick sandbox to be ready", every: .milliseconds(20)) {
      guard process.isRunning else { throw Timeout("bailiwick sandbox ended", process.errors) }
      url =
        process.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .lazy.compactMap { try? JSONValue(parsing: Array($0.utf8)) }
        .first { $0["ready"]?.bool == true }?["api"]?.string
      return url != nil
    }
    let issue = { (person: Person) in
      let subject = CertificateSubject(commonName: person.name, organizations: person.groups)
      let issued = try authority.issue(
        CertificateTemplate(subject: subject, usages: [.client], validity: validity))
      return Kubeconfig.Proof.certificate(
        chain: issued.certificateChain, key: issued.privateKey)
    }
    return try Subject(
      "sandbox", url: url ?? "", authority: certificate,
      proofs: [
        .admin: try issue(.admin), .bob: try issue(.bob), .alice: .token(Person.alice.token),
      ], loops: loops, run: run)
  }
}
