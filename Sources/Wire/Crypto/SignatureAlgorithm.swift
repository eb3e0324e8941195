internal import CSystem

/// The algorithms of JSON Web Signatures that a public key verifies (RFC 7518 §3.1, RFC 8037 §3.1).
///
/// `none` and the algorithms of shared secrets are none of them: nothing here can be told to believe
/// those.
package enum SignatureAlgorithm: String, Sendable, Hashable, CaseIterable {
  case rs256 = "RS256"
  case rs384 = "RS384"
  case rs512 = "RS512"
  case ps256 = "PS256"
  case ps384 = "PS384"
  case ps512 = "PS512"
  case es256 = "ES256"
  case es384 = "ES384"
  case es512 = "ES512"
  /// Over Ed25519 alone.
  case edDSA = "EdDSA"

  /// The only kind of key that may verify it.
  package var kind: VerifyingKey.Kind {
    switch self {
    case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa
    case .es256: .elliptic(.p256)
    case .es384: .elliptic(.p384)
    case .es512: .elliptic(.p521)
    case .edDSA: .ed25519
    }
  }

  /// The digest that is signed; nil where the algorithm has its own.
  var digest: OpaquePointer? {
    switch self {
    case .rs256, .ps256, .es256: unsafe EVP_sha256()
    case .rs384, .ps384, .es384: unsafe EVP_sha384()
    case .rs512, .ps512, .es512: unsafe EVP_sha512()
    case .edDSA: nil
    }
  }

  /// Whether RSA pads by PSS.
  var isPSS: Bool {
    switch self {
    case .ps256, .ps384, .ps512: true
    default: false
    }
  }
}
