import Harness

/// How somebody comes to the cluster: what stands there, which kubectl, and what proves who they
/// are.
struct Client: Sendable, CustomStringConvertible {
  enum Credential: String, Sendable, CaseIterable {
    case certificate, token
  }

  let ground: Ground
  let kubectl: Kubectl
  let credential: Credential

  var description: String { "\(kubectl) with a \(credential.rawValue) before \(ground)" }

  /// Each kubectl with each credential.
  static let all: [Client] = Ground.all.flatMap { ground in
    Kubectl.all.flatMap { kubectl in
      Credential.allCases.map { Client(ground: ground, kubectl: kubectl, credential: $0) }
    }
  }

  /// Each kubectl once, credentials in turn: where the credential is not what a scenario is about.
  static let each: [Client] = Ground.all.flatMap { ground in
    zip(Kubectl.all, [Credential.token, .certificate, .token]).map {
      Client(ground: ground, kubectl: $0, credential: $1)
    }
  }

  /// One kubectl: where it is not what a scenario is about either.
  static let one: [Client] = Ground.all.compactMap { ground in
    each.first { $0.ground == ground }
  }
}
