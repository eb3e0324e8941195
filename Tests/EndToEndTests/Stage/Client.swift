import Harness

/// How somebody comes to the cluster: which kubectl, and what proves who they are.
struct Client: Sendable, CustomStringConvertible {
  enum Credential: String, Sendable, CaseIterable {
    case certificate, token
  }

  let kubectl: Kubectl
  let credential: Credential

  var description: String { "\(kubectl) with a \(credential.rawValue)" }

  /// Each kubectl with each credential.
  static let all: [Client] = Kubectl.all.flatMap { kubectl in
    Credential.allCases.map { Client(kubectl: kubectl, credential: $0) }
  }

  /// Each kubectl once, credentials in turn: where the credential is not what a scenario is about.
  static let each: [Client] = zip(Kubectl.all, [Credential.token, .certificate, .token]).map {
    Client(kubectl: $0, credential: $1)
  }
}
