import JSON
import Kubernetes
import Logging
import Wire
import YAML

/// Asks the API server for what a kubeconfig needs, and writes it.
struct KubeconfigProcess: Sendable {
  private let flags: KubeconfigCommand
  private let logger = LogFlags.logger(.text, LogThreshold(.warning))

  init(_ flags: KubeconfigCommand) { self.flags = flags }

  func run() throws(StartError) {
    let authority = try readAuthority()
    let credentials = try ClusterCredentials(
      kubeconfig: flags.kubeconfig, context: flags.context, logger: logger)
    let question = KubeconfigQuestion(subject: flags.subject, credentials: credentials.access)
    let runtime = try Runtime(logger: logger, stop: StopTimes(grace: .zero))
    // With --exec too: who cannot have a token is told now, and not by kubectl later.
    let (grantee, token) = try runtime.answer { () async throws(StartError) in
      try await question.token(for: flags.duration, on: runtime.loop)
    }
    guard flags.output == .kubeconfig else {
      return StandardStream.output.write(token.credential.description)
    }
    if let shortcoming = grantee.shortcoming { tell("not everything is there: \(shortcoming)") }
    let entries = try entries(for: grantee, token: token, authority: authority)
    if flags.merge {
      try merge(entries)
    } else {
      // The line's end is the stream's.
      StandardStream.output.write(
        String(decoding: YAML.encode(entries.document).dropLast(), as: UTF8.self))
    }
    if !flags.exec { tell("the token is good until \(token.expiration)") }
  }

  /// The entries, under names that no other service account behind any proxy has.
  private func entries(
    for grantee: Grantee, token: IssuedToken, authority: [UInt8]?
  ) throws(StartError) -> KubeconfigEntries {
    let (server, place): (String, String)
    do throws(AccessError) {
      let address = try ServerAddress(url: flags.server ?? "")
      (server, place) = (address.description, address.authority + address.basePath)
    } catch {
      throw StartError("--server \(flags.server ?? ""): \(error)")
    }
    let name = "\(grantee.namespace)/\(grantee.account)@\(place)"
    let proof = flags.exec ? try program() : .token(token.token)
    return KubeconfigEntries(
      cluster: "bailiwick@\(place)", user: name, context: name, server: server,
      authority: authority, namespace: flags.namespace ?? grantee.namespaces.first, proof: proof)
  }

  /// This program, as kubectl will run it from any folder.
  private func program() throws(StartError) -> KubeconfigEntries.Proof {
    do throws(FileError) {
      let called = CommandLine.arguments.first ?? "bailiwick"
      // Without a slash the shell looked it up, and so will kubectl.
      let path = called.contains("/") ? try FilePath.absolute(called) : called
      var arguments = ["kubeconfig"] + flags.subject.arguments
      arguments += ["--output", "credential", "--duration", "\(flags.duration)"]
      if let file = flags.kubeconfig { arguments += ["--kubeconfig", try FilePath.absolute(file)] }
      if let context = flags.context { arguments += ["--context", context] }
      return .program(
        path: path, arguments: arguments,
        hint: "bailiwick brings the tokens of this user: install it, and give it the access that "
          + "its --kubeconfig names.")
    } catch {
      throw StartError("\(error)")
    }
  }

  private func merge(_ entries: KubeconfigEntries) throws(StartError) {
    let file = try KubeconfigFile.standard(in: ProcessEnvironment.variables)
    try file.merge(entries)
    tell("\(file.path) has the context \(entries.context)")
    tell("try it: kubectl --context '\(entries.context)' get namespaces")
  }

  private func readAuthority() throws(StartError) -> [UInt8]? {
    guard let path = flags.certificateAuthority else { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try FileContents.read(path) } catch {
      throw StartError("--certificate-authority \(error). Name a PEM file.")
    }
    do throws(TLSError) {
      _ = try TLSContext.client(certificateAuthorities: bytes)
    } catch {
      throw StartError("--certificate-authority \(path): \(error) Name a PEM file.")
    }
    return bytes
  }

  private func tell(_ words: String) { StandardStream.error.write("bailiwick: \(words)") }
}
