import JSON
import Wire

/// What a service account's token says (`pkg/serviceaccount/claims.go`).
struct TokenClaims: Sendable, Equatable {
  /// An object by name and identity.
  struct Reference: Sendable, Equatable {
    let name: String
    let uid: String

    init(name: String, uid: String) {
      self.name = name
      self.uid = uid
    }

    init(_ object: StoredObject) { self.init(name: object.name, uid: object.uid) }

    init?(_ json: JSONValue?) {
      guard let json, json.object != nil else { return nil }
      self.init(name: json["name"]?.string ?? "", uid: json["uid"]?.string ?? "")
    }

    /// The reference as it is in a token; what is empty is left out.
    var json: JSONValue {
      var json: JSONValue = [:]
      if !name.isEmpty { json["name"] = .string(name) }
      if !uid.isEmpty { json["uid"] = .string(uid) }
      return json
    }
  }

  var audiences: [String]
  /// Unix seconds, as are the other times.
  var expiry: Int?
  var issuedAt: Int?
  var notBefore: Int?
  var issuer: String
  var id: String
  var subject: String
  var namespace: String
  var serviceAccount: Reference
  var node: Reference?
  var pod: Reference?
  var secret: Reference?
  /// From when on the use of the token is odd, though it is still good.
  var warnAfter: Int?
}

extension TokenClaims {
  /// The claims in the order of their names, as the API server's library writes them.
  var json: JSONValue {
    var own: JSONValue = ["namespace": .string(namespace)]
    if let node { own["node"] = node.json }
    if let pod { own["pod"] = pod.json }
    if let secret { own["secret"] = secret.json }
    own["serviceaccount"] = serviceAccount.json
    if let warnAfter { own["warnafter"] = .int(warnAfter) }
    var json: JSONValue = ["aud": .strings(audiences)]
    if let expiry { json["exp"] = .int(expiry) }
    if let issuedAt { json["iat"] = .int(issuedAt) }
    json["iss"] = .string(issuer)
    json["jti"] = .string(id)
    json["kubernetes.io"] = own
    if let notBefore { json["nbf"] = .int(notBefore) }
    json["sub"] = .string(subject)
    return json
  }

  /// Reads claims; what is missing is empty.
  init(_ json: JSONValue) {
    let own = json["kubernetes.io"] ?? [:]
    let audience = json["aud"]
    self.init(
      audiences: audience?.string.map { [$0] } ?? audience?.array?.compactMap(\.string) ?? [],
      expiry: json["exp"]?.int, issuedAt: json["iat"]?.int, notBefore: json["nbf"]?.int,
      issuer: json["iss"]?.string ?? "", id: json["jti"]?.string ?? "",
      subject: json["sub"]?.string ?? "", namespace: own["namespace"]?.string ?? "",
      serviceAccount: Reference(own["serviceaccount"]) ?? Reference(name: "", uid: ""),
      node: Reference(own["node"]), pod: Reference(own["pod"]), secret: Reference(own["secret"]),
      warnAfter: own["warnafter"]?.int)
  }
}
