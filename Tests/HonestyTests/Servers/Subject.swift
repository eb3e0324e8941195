import Harness
import JSON
import Wire

/// A server that is asked: the real one or the sandbox.
struct Subject: Sendable {
  let name: String
  /// How long the controllers may take: the sandbox has its own at hand.
  var patience: Duration { name == "real" ? .seconds(20) : .seconds(2) }
  let endpoint: Endpoint
  let url: String
  /// PEM of who vouches for it.
  let authority: [UInt8]
  /// What proves who people are.
  let proofs: [Person: Harness.Kubeconfig.Proof]
  let loops: EventLoops
  let run: Run

  init(
    _ name: String, url: String, authority: [UInt8], proofs: [Person: Harness.Kubeconfig.Proof],
    loops: EventLoops, run: Run
  ) throws {
    self.name = name
    self.url = url
    self.authority = authority
    self.proofs = proofs
    self.loops = loops
    self.run = run
    guard let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw Timeout("\(name) has no port: \(url)")
    }
    endpoint = Endpoint(host: "127.0.0.1", port: port)
  }

  /// What a person connects with.
  func context(of person: Person) throws -> TLSContext {
    guard case .certificate(let chain, let key)? = proofs[person] else {
      return try TLSContext.client(certificateAuthorities: authority)
    }
    return try TLSContext.client(
      certificateAuthorities: authority, certificateChain: chain, privateKey: key)
  }

  /// A person's kubeconfig.
  ///
  /// - Parameter token: the service account's.
  func kubeconfig(of person: Person, token: String?) throws -> String {
    let proof = person == .account ? .token(token ?? "") : proofs[person] ?? .nothing
    let file = Kubeconfig(server: url, authority: authority, proof: proof)
    let name = "\(self.name)-\(person.rawValue)-\(token?.utf8.count ?? 0).kubeconfig"
    return try run.folder.write(file.bytes, to: name)
  }
}
