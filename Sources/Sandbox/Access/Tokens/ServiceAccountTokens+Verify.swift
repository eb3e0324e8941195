import JSON
import KubernetesAPI
import Wire

extension ServiceAccountTokens {
  /// Whom a token proves, and for which of the wanted audiences.
  struct Proof: Sendable, Equatable {
    let user: UserInfo
    let audiences: [String]
  }

  /// Why a token of this server is not believed, in the API server's words.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  /// Times may differ by so many seconds (`go-jose`, DefaultLeeway).
  private static let leeway = 60

  /// Whom a token proves at a Unix second; nil for what is no token of this server.
  func proof(
    of token: String, for wanted: [String]? = nil, at now: Int64
  ) throws(Refusal) -> Proof? {
    guard let token = SignedToken(token), token.payload["iss"]?.string == issuer else { return nil }
    guard token.header["kid"]?.string ?? keyID == keyID else {
      throw Refusal(reason: "invalid signature, no keys found")
    }
    // No other algorithm is even looked at (RFC 8725 §3.1).
    guard token.header["alg"] == "RS256", key.hasSigned(token.signed, token.signature) else {
      throw Refusal(reason: "go-jose/go-jose: error in cryptographic primitive")
    }
    let claims = TokenClaims(token.payload)
    let mine = claims.audiences.isEmpty ? audiences : claims.audiences
    let wanted = wanted ?? audiences
    let shared = mine.filter(wanted.hasExactly)
    guard !shared.isEmpty else {
      throw Refusal(
        reason: "token audiences \(Status.quoted(mine)) is invalid for the target audiences "
          + Status.quoted(wanted))
    }
    try checkTimes(of: claims, at: Int(now))
    try checkObjects(of: claims, at: now)
    return Proof(user: claims.user, audiences: shared)
  }

  private func checkTimes(of claims: TokenClaims, at now: Int) throws(Refusal) {
    if let notBefore = claims.notBefore, now + Self.leeway < notBefore {
      throw Refusal(reason: "service account token is not valid yet")
    }
    if let expiry = claims.expiry, now - Self.leeway > expiry {
      throw Refusal(reason: "service account token has expired")
    }
    if let issuedAt = claims.issuedAt, now + Self.leeway < issuedAt {
      throw Refusal(reason: "service account token is issued in the future")
    }
  }

  private func checkObjects(of claims: TokenClaims, at now: Int64) throws(Refusal) {
    let (namespace, name) = (claims.namespace, claims.serviceAccount.name)
    guard let account = object("serviceaccounts", namespace, name) else {
      throw Refusal(reason: "serviceaccounts \(Status.quoted(name)) not found")
    }
    guard account.uid == claims.serviceAccount.uid else {
      throw Refusal(
        reason: "service account UID (\(account.uid)) does not match claim "
          + "(\(claims.serviceAccount.uid))")
    }
    guard !account.isLongDeleted(at: now) else {
      throw Refusal(reason: "service account \(namespace)/\(name) has been deleted")
    }
    try check(claims.secret, "secrets", "secret", in: namespace, at: now)
    try check(claims.pod, "pods", "pod", in: namespace, at: now)
    // The node of a pod's token says where the pod is, and binds the token to nothing.
    guard claims.pod == nil else { return }
    try check(claims.node, "nodes", "node", in: "", at: now)
  }

  private func check(
    _ reference: TokenClaims.Reference?, _ resource: String, _ kind: String,
    in namespace: String, at now: Int64
  ) throws(Refusal) {
    guard let reference else { return }
    guard let bound = object(resource, namespace, reference.name) else {
      throw Refusal(reason: "service account token has been invalidated")
    }
    guard bound.uid == reference.uid else {
      throw Refusal(
        reason: "\(kind) UID (\(bound.uid)) does not match service account \(kind) ref claim "
          + "(\(reference.uid))")
    }
    guard !bound.isLongDeleted(at: now) else {
      throw Refusal(reason: "service account token has been invalidated")
    }
  }
}

extension StoredObject {
  /// Whether the object was asked to go before the leeway of times began.
  fileprivate func isLongDeleted(at now: Int64) -> Bool {
    guard let text = value["metadata", "deletionTimestamp"]?.string,
      let deleted = Timestamp(rfc3339: text)
    else { return false }
    return deleted.seconds < now - 60
  }
}

extension TokenClaims {
  /// The user a believed token proves
  /// (`apiserver/pkg/authentication/serviceaccount/util.go`, ServiceAccountInfo).
  fileprivate var user: UserInfo {
    var extra = [UserInfo.Extra]()
    func add(_ key: String, _ value: String) {
      extra.append(UserInfo.Extra(key: "authentication.kubernetes.io/\(key)", values: [value]))
    }
    if !id.isEmpty { add("credential-id", "JTI=\(id)") }
    if let node, !node.name.isEmpty {
      add("node-name", node.name)
      if !node.uid.isEmpty { add("node-uid", node.uid) }
    }
    if let pod {
      add("pod-name", pod.name)
      add("pod-uid", pod.uid)
    }
    return UserInfo(
      username: "system:serviceaccount:\(namespace):\(serviceAccount.name)",
      uid: serviceAccount.uid, groups: UserInfo.serviceAccountGroups(namespace), extra: extra)
  }
}

extension UserInfo {
  /// The groups that the service accounts of a namespace are in.
  static func serviceAccountGroups(_ namespace: String) -> [String] {
    ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"]
  }
}
