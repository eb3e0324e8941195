internal import Foundation
internal import JSON

/// A kubeconfig of one cluster and one user, written as JSON, which is YAML.
package struct Kubeconfig: Sendable {
  /// What the user proves itself with.
  package enum Proof: Sendable {
    case certificate(chain: [UInt8], key: [UInt8])
    case token(String)
    case nothing
  }

  package var server: String
  /// PEM of who vouches for the server; nil believes any server.
  package var authority: [UInt8]?
  package var proof: Proof

  package init(server: String, authority: [UInt8]?, proof: Proof) {
    self.server = server
    self.authority = authority
    self.proof = proof
  }

  package var bytes: [UInt8] {
    var cluster: JSONValue = ["server": .string(server)]
    if let authority {
      cluster["certificate-authority-data"] = .string(Self.base64(authority))
    } else if server.hasPrefix("https:") {
      cluster["insecure-skip-tls-verify"] = true
    }
    let value: JSONValue = [
      "apiVersion": "v1", "kind": "Config", "current-context": "here",
      "clusters": [["name": "here", "cluster": cluster]],
      "users": [["name": "here", "user": user]],
      "contexts": [["name": "here", "context": ["cluster": "here", "user": "here"]]],
    ]
    return value.encoded()
  }

  private var user: JSONValue {
    switch proof {
    case .certificate(let chain, let key):
      [
        "client-certificate-data": .string(Self.base64(chain)),
        "client-key-data": .string(Self.base64(key)),
      ]
    case .token(let token): ["token": .string(token)]
    case .nothing: [:]
    }
  }

  private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
