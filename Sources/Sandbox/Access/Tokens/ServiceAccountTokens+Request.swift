import JSON
import KubernetesAPI
import Wire

// What POST on `serviceaccounts/NAME/token` answers
// (`pkg/registry/core/serviceaccount/storage/token.go`).

extension ServiceAccountTokens {
  private static let group = "authentication.k8s.io"
  private static let kind = "TokenRequest"
  private static let hour = 3600
  /// A pod's token of exactly this life lasts a year and warns after it.
  private static let extended = hour + 7
  private static let year = 365 * 24 * hour

  /// Answers a TokenRequest with a token.
  ///
  /// - Parameters:
  ///   - request: the body, conforming to its schema.
  ///   - namespace: of the path.
  ///   - name: of the service account in the path.
  /// - Throws: 404, 409, 422 or 400 as the API server does.
  func answer(
    _ request: JSONValue, namespace: String, name: String, now: Timestamp
  ) throws(Status) -> JSONValue {
    for (field, value) in [("name", name), ("namespace", namespace)] {
      guard let said = request["metadata", field]?.string, !said.isEmpty, said != value else {
        continue
      }
      throw .invalid(
        group: Self.group, kind: Self.kind, name: name,
        [
          FieldProblem(
            kind: .invalid, field: "metadata.\(field)", value: .string(said),
            detail: "must match the service account \(field) if specified")
        ])
    }
    guard let account = object("serviceaccounts", namespace, name) else {
      throw .notFound(GroupResource(group: "", resource: "serviceaccounts"), name: name)
    }
    let uid = request["metadata", "uid"]?.string ?? ""
    guard uid.isEmpty || uid == account.uid else {
      throw .conflict(
        GroupResource(group: Self.group, resource: Self.kind), name: name,
        because: "the UID in the token request (\(uid)) does not match the UID of the service "
          + "account (\(account.uid))")
    }
    let seconds = try expiration(of: request)
    var claims = TokenClaims(
      audiences: request.tokenAudiences ?? audiences, expiry: Int(now.seconds) + seconds,
      issuedAt: Int(now.seconds), notBefore: Int(now.seconds), issuer: issuer,
      id: ObjectNames.uid(),
      subject: "system:serviceaccount:\(namespace):\(name)", namespace: namespace,
      serviceAccount: TokenClaims.Reference(account))
    try bind(&claims, to: request["spec", "boundObjectRef"])
    if claims.pod != nil, seconds == Self.extended,
      claims.audiences.allSatisfy(audiences.hasExactly)
    {
      claims.warnAfter = claims.expiry
      claims.expiry = Int(now.seconds) + Self.year
    }
    let token: String
    do throws(TLSError) {
      token = try SignedToken.make(claims.json, keyID: keyID, by: key)
    } catch {
      throw .internalError("failed to generate token: \(error)")
    }
    return [
      "kind": .string(Self.kind), "apiVersion": "authentication.k8s.io/v1",
      "metadata": metadata(of: request, account, now),
      "spec": [
        "audiences": .strings(claims.audiences), "expirationSeconds": .int(seconds),
        "boundObjectRef": request["spec", "boundObjectRef"] ?? .null,
      ],
      "status": [
        "token": .string(token),
        "expirationTimestamp": .string(
          Timestamp(seconds: now.seconds + Int64(seconds)).rfc3339()),
      ],
    ]
  }

  private func expiration(of request: JSONValue) throws(Status) -> Int {
    let seconds = request["spec", "expirationSeconds"]?.int ?? Self.hour
    let detail: String
    if seconds < 600 {
      detail = "may not specify a duration less than 10 minutes"
    } else if seconds > 1 << 32 {
      detail = "may not specify a duration larger than 2^32 seconds"
    } else {
      return seconds
    }
    throw .invalid(
      group: Self.group, kind: Self.kind, name: "",
      [
        FieldProblem(
          kind: .invalid, field: "spec.expirationSeconds", value: .int(seconds), detail: detail)
      ])
  }

  /// The account's name and identity, and whatever else was sent.
  private func metadata(
    of request: JSONValue, _ account: StoredObject, _ now: Timestamp
  ) -> JSONValue {
    let sent = request["metadata"] ?? [:]
    var metadata: JSONValue = ["name": .string(account.name)]
    metadata["generateName"] = sent["generateName"]
    metadata["namespace"] = .string(account.namespace)
    metadata["uid"] = .string(account.uid)
    for key in ["resourceVersion", "generation"] { metadata[key] = sent[key] }
    metadata["creationTimestamp"] = .string(now.rfc3339())
    for (key, value) in sent.object ?? [:] where metadata[key] == nil { metadata[key] = value }
    return metadata
  }
}

extension JSONValue {
  /// The audiences a TokenRequest or TokenReview asks for; nil when it leaves them open.
  var tokenAudiences: [String]? {
    guard let list = self["spec", "audiences"]?.array, !list.isEmpty else { return nil }
    return list.compactMap(\.string)
  }
}
