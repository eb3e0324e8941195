import ArgumentParser
import Kubernetes
import Logging
import Proxy
import Wire

/// The flags about an OpenID Connect issuer, named and meant as kube-apiserver's.
struct OIDCFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The OpenID Connect issuer whose tokens are verified here, as their iss says it: an https "
        + "URL. Without it the API server reviews them.", valueName: "url"))
  var oidcIssuerUrl: String?

  @Option(
    help: ArgumentHelp("Whom the issuer's tokens must be for: in their aud.", valueName: "id"))
  var oidcClientId: String?

  @Option(
    help: ArgumentHelp(
      "The authorities that vouch for the issuer's server, PEM. Without it the system's do.",
      valueName: "file"))
  var oidcCaFile: String?

  @Option(help: ArgumentHelp("The claim with the user's name.", valueName: "claim"))
  var oidcUsernameClaim = "sub"

  @Option(
    help: ArgumentHelp(
      "What stands before the user's name; - for nothing. Without it that is the issuer's URL and "
        + "#, but nothing where the claim is email.", valueName: "prefix"))
  var oidcUsernamePrefix: String?

  @Option(
    help: ArgumentHelp(
      "The claim with the user's groups, a text or a list of texts. Without it nobody of the "
        + "issuer's has groups.", valueName: "claim"))
  var oidcGroupsClaim: String?

  @Option(help: ArgumentHelp("What stands before each group.", valueName: "prefix"))
  var oidcGroupsPrefix: String?

  @Option(
    help: ArgumentHelp(
      "A claim that tokens must have, with this text. May be given several times.",
      valueName: "claim=value"))
  var oidcRequiredClaim: [String] = []

  @Option(
    help: ArgumentHelp(
      "What tokens may be signed by: "
        + "\(SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")). A list with "
        + "commas.", valueName: "names"))
  var oidcSigningAlgs = "RS256"

  @Flag(
    help: ArgumentHelp(
      "Let the issuer name users and groups that begin with system:, which are the cluster's own."))
  var oidcAllowSystemNames = false

  func validate() throws {
    let more: [(String, Bool)] = [
      ("--oidc-client-id", oidcClientId != nil), ("--oidc-ca-file", oidcCaFile != nil),
      ("--oidc-username-prefix", oidcUsernamePrefix != nil),
      ("--oidc-groups-claim", oidcGroupsClaim != nil),
      ("--oidc-groups-prefix", oidcGroupsPrefix != nil),
      ("--oidc-required-claim", !oidcRequiredClaim.isEmpty),
      ("--oidc-allow-system-names", oidcAllowSystemNames),
    ]
    guard let issuer = oidcIssuerUrl else {
      if let (flag, _) = more.first(where: \.1) {
        throw ValidationError("\(flag) is about an issuer: give --oidc-issuer-url too.")
      }
      return
    }
    do throws(AccessError) { _ = try IssuerURL(discoveryOf: issuer) } catch {
      throw ValidationError(
        "--oidc-issuer-url \(issuer): \(error); write it as the tokens' iss does, such as "
          + "https://issuer.example.com/realm.")
    }
    guard let client = oidcClientId, !client.isEmpty else {
      throw ValidationError(
        "--oidc-issuer-url needs --oidc-client-id: without it tokens for anybody would count.")
    }
    guard !oidcUsernameClaim.isEmpty, oidcGroupsClaim != "" else {
      throw ValidationError("--oidc-username-claim and --oidc-groups-claim are names of claims.")
    }
    _ = try algorithms
    _ = try requiredClaims
    try checkPrefixes()
  }

  private func checkPrefixes() throws {
    for (flag, prefix) in [
      ("--oidc-username-prefix", oidcUsernamePrefix), ("--oidc-groups-prefix", oidcGroupsPrefix),
    ] where prefix?.hasPrefix("system:") == true && !oidcAllowSystemNames {
      throw ValidationError(
        "\(flag) begins with system:, so nobody could come in: take another prefix, or add "
          + "--oidc-allow-system-names.")
    }
  }

  private var algorithms: Set<SignatureAlgorithm> {
    get throws {
      let names = oidcSigningAlgs.split(separator: ",", omittingEmptySubsequences: false)
      return Set(
        try names.map { name in
          guard let algorithm = SignatureAlgorithm(rawValue: String(name)) else {
            let known = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
              "--oidc-signing-algs \(name): it must be of \(known), with commas between.")
          }
          return algorithm
        })
    }
  }

  private var requiredClaims: [OIDCSettings.RequiredClaim] {
    get throws {
      var names: Set<String> = []
      return try oidcRequiredClaim.map { text in
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, names.insert(String(parts[0])).inserted else {
          throw ValidationError(
            "--oidc-required-claim \(text): write claim=value, each claim once.")
        }
        return OIDCSettings.RequiredClaim(String(parts[0]), String(parts[1]))
      }
    }
  }

  /// The verifier of the issuer's tokens; nil where no issuer was named.
  func authenticator(logger: Logger) throws(StartError) -> OIDCAuthenticator? {
    guard let issuer = oidcIssuerUrl, let client = oidcClientId else { return nil }
    var settings = OIDCSettings(issuer: issuer, clientID: client)
    settings.usernameClaim = oidcUsernameClaim
    settings.usernamePrefix = oidcUsernamePrefix
    settings.groupsClaim = oidcGroupsClaim
    settings.groupsPrefix = oidcGroupsPrefix ?? ""
    settings.allowsSystemNames = oidcAllowSystemNames
    do {
      settings.algorithms = try algorithms
      settings.requiredClaims = try requiredClaims
    } catch {
      throw StartError("\(error)")
    }
    var authorities: [UInt8]?
    if let file = oidcCaFile {
      do throws(FileError) { authorities = try FileContents.read(file) } catch {
        throw StartError("\(error)")
      }
    }
    do throws(TLSError) {
      return try OIDCAuthenticator(settings: settings, authorities: authorities, logger: logger)
    } catch {
      throw StartError("\(error)" + (oidcCaFile.map { " (of \($0))" } ?? ""))
    }
  }
}
