import JSON
import KubernetesAPI
import Wire

/// The server's own tokens: JSON Web Tokens (RFC 7519) for service accounts, signed by one key.
struct ServiceAccountTokens: Sendable {
  let key: SigningKey
  /// The `iss` of every token.
  let issuer: String
  /// Whom a token is for when nothing is said, and those that are accepted here.
  let audiences: [String]
  let store: ObjectStore
  /// The `kid` of the key: the digest of its public half (`pkg/serviceaccount/jwt.go`).
  let keyID: String

  /// Tokens for the service accounts of a store.
  init(
    key: SigningKey, store: ObjectStore,
    issuer: String = "https://kubernetes.default.svc.cluster.local", audiences: [String]? = nil
  ) {
    self.key = key
    self.store = store
    self.issuer = issuer
    self.audiences = audiences ?? [issuer]
    keyID = Base64.encode(Digest(of: key.publicKeyInfo).bytes, .url)
  }

  /// What `/openid/v1/jwks` answers (RFC 7517 §5), as `application/jwk-set+json`.
  var keySet: JSONValue {
    [
      "keys": [
        [
          "use": "sig", "kty": "RSA", "kid": .string(keyID), "alg": "RS256",
          "n": .string(Base64.encode(key.modulus, .url)),
          "e": .string(Base64.encode(key.exponent, .url)),
        ]
      ]
    ]
  }

  /// What `/.well-known/openid-configuration` answers (`pkg/serviceaccount/openidmetadata.go`).
  ///
  /// - Parameter address: the server's host and port.
  func configuration(address: String) -> JSONValue {
    [
      "issuer": .string(issuer), "jwks_uri": .string("https://\(address)/openid/v1/jwks"),
      "response_types_supported": ["id_token"], "subject_types_supported": ["public"],
      "id_token_signing_alg_values_supported": ["RS256"],
    ]
  }

  /// The object a token may be bound to, or its account.
  func object(_ resource: String, _ namespace: String, _ name: String) -> StoredObject? {
    store.object(GroupResource(group: "", resource: resource), namespace, name)
  }
}
