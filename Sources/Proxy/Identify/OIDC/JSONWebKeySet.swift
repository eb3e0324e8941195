internal import JSON
internal import KubernetesAPI
internal import Wire

/// The keys that an issuer publishes (RFC 7517 §5), those of them that may be used.
struct JSONWebKeySet: Sendable {
  let keys: [JSONWebKey]
  /// Why others are not used, fit for a log.
  let faults: [String]
  /// Tells the keys apart, whatever they are called.
  let digests: Set<Digest>

  /// More than anybody publishes; each is checked, which takes its time.
  private static let maximumKeys = 100

  /// Reads the set.
  init(_ json: JSONValue) throws(IssuerFailure) {
    guard let members = json["keys"]?.array else {
      throw IssuerFailure("its keys are no JSON Web Key Set")
    }
    guard members.count <= Self.maximumKeys else {
      throw IssuerFailure("it has more than \(Self.maximumKeys) keys")
    }
    var keys: [JSONWebKey] = []
    var faults: [String] = []
    for (index, member) in members.enumerated() {
      do throws(KeyError) {
        if let key = try JSONWebKey(member) { keys.append(key) }
      } catch {
        faults.append("key \(index + 1) of \(members.count): \(error)")
      }
    }
    self.keys = keys
    self.faults = faults
    digests = Set(keys.map(\.key.digest))
  }

  /// Whether there is a key of that name.
  func contains(_ keyID: String) -> Bool {
    keys.contains { $0.keyID?.hasSameBytes(as: keyID) ?? false }
  }

  /// The key that signed a token: the one that it names, or any when it names none.
  func signer(of token: JSONWebToken, by algorithm: SignatureAlgorithm) -> VerifyingKey? {
    keys.first { candidate in
      if let wanted = token.keyID {
        guard candidate.keyID?.hasSameBytes(as: wanted) ?? false else { return false }
      }
      return candidate.hasSigned(token, by: algorithm)
    }?.key
  }
}
