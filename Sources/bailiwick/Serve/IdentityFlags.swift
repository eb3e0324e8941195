import ArgumentParser
import Proxy

/// The flags that say how callers prove who they are, beside certificates and tokens.
struct IdentityFlags: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "The ways to prove who one is, in the order in which they are tried: front-proxy, "
        + "certificate, oidc, token. What is left out does not count.", valueName: "methods"))
  var authentication = CommaList(AuthenticationMethod.allCases.map(\.rawValue))

  @Option(
    help: ArgumentHelp(
      "The authorities that vouch for trusted front proxies, PEM. On their connections X-Remote-User, "
        + "-Uid, -Group and -Extra-KEY say who the caller is. They must vouch for nobody else.",
      valueName: "file"))
  var requestheaderClientCaFile: String?

  @Option(
    help: ArgumentHelp(
      "The common names a front proxy's certificate may have, with commas between. Without it every "
        + "certificate of those authorities may say that it is anybody: dangerous if they sign "
        + "anything else.", valueName: "names"))
  var requestheaderAllowedNames: CommaList?

  @Flag(
    help: ArgumentHelp(
      "Let front proxies name users and groups that begin with system:, such as service accounts "
        + "and administrators."))
  var requestheaderAllowSystemNames = false

  @Option(
    help: ArgumentHelp(
      "Paths that may be read without any credential, with commas between, such as "
        + "/healthz,/livez,/readyz,/version.", valueName: "paths"))
  var anonymousPaths: CommaList?

  /// Whether a token can prove somebody.
  var takesTokens: Bool {
    rules.methods.contains(.oidc) || rules.methods.contains(.token)
  }

  /// What the flags say, as the proxy is told.
  var rules: AuthenticationRules {
    var rules = AuthenticationRules()
    rules.methods = authentication.values.compactMap(AuthenticationMethod.init(rawValue:))
    rules.frontProxyNames = requestheaderAllowedNames?.values ?? []
    rules.frontProxyMayNameSystem = requestheaderAllowSystemNames
    rules.anonymousPaths = anonymousPaths?.values ?? []
    return rules
  }

  func validate() throws {
    let known = AuthenticationMethod.allCases.map(\.rawValue)
    for method in authentication.values where !known.contains(method) {
      throw ValidationError(
        "--authentication \(method): use \(known.joined(separator: ", ")), each at most once.")
    }
    guard !authentication.values.isEmpty,
      Set(authentication.values).count == authentication.values.count
    else {
      throw ValidationError(
        "--authentication: name at least one of \(known.joined(separator: ", ")), and each at most "
          + "once.")
    }
    guard requestheaderClientCaFile != nil || requestheaderAllowedNames == nil else {
      throw ValidationError(
        "--requestheader-allowed-names needs --requestheader-client-ca-file: without it no front "
          + "proxy is trusted.")
    }
    for path in anonymousPaths?.values ?? [] {
      guard path.hasPrefix("/"), !path.contains("?"), !path.hasPrefix("/api/"),
        !path.hasPrefix("/apis/")
      else {
        throw ValidationError(
          "--anonymous-paths \(path): use paths without a query that are no resource, such as "
            + "/healthz.")
      }
    }
  }
}
