import JSON
import Wire

extension TokenProvider {
  /// Tokens that are good but for one thing, and words of why they are refused.
  func badTokens() async throws -> [(token: String, reason: String)] {
    let now = SystemClock.unixSeconds
    let good = try await sign()
    let parts = good.split(separator: ".").map(String.init)
    let unsigned = Base64.encode(Array(#"{"alg":"none"}"#.utf8), .url)
    let shared = Base64.encode(Array(#"{"alg":"HS256"}"#.utf8), .url)
    return [
      (try await sign { $0["exp"] = .int(now - 10) }, "has expired"),
      (try await sign { $0["nbf"] = .int(now + 600) }, "not valid yet"),
      (try await sign { $0["aud"] = "dashboard" }, "not for --oidc-client-id"),
      (try await sign { $0["sub"] = Optional.none }, "the claim sub is missing"),
      (try await sign { $0["team"] = Optional.none }, "the claim team is missing"),
      (try await sign { $0["team"] = "gas" }, "the claim team has not the required value"),
      (try await sign { $0["sub"] = "system:admin" }, "the user's name begins with system:"),
      (try await sign { $0["groups"] = ["system:masters"] }, "a group begins with system:"),
      (try await sign { $0["groups"] = ["bailiwick:read:nodes"] }, "begins with bailiwick:"),
      (try await sign(header: ["kid": "nobody's"]), "the issuer has no such key"),
      ("\(unsigned).\(parts[1]).", "is none of --oidc-signing-algs"),
      ("\(shared).\(parts[1]).\(parts[2])", "is none of --oidc-signing-algs"),
      ("\(parts[0]).\(parts[1]).\(parts[2].dropLast(8))AAAAAAAA", "signature is not its key's"),
      ("\(parts[0]).\(parts[1])", "has not three parts"),
    ]
  }
}
