/// Why a token of the issuer proves nobody: fit for a log, and never told to the caller.
///
/// It names claims as the flags do, and repeats nothing that a token says.
enum TokenFault: Error, Hashable, CustomStringConvertible {
  // How it is written.
  case tooLong
  case notThreeParts
  case unreadableHeader
  case unreadableClaims
  case unreadableSignature
  case criticalHeader
  // Whom it is from, whom it is for, and when.
  case issuer
  case audience
  case expired
  case notYetValid
  /// `exp`, `nbf` or `iat` is there and no number.
  case time(String)
  // Who signed it.
  case algorithm
  case unknownKey
  case signature
  // Who it names.
  case missing(String)
  case notText(String)
  case empty(String)
  case unlike(String)
  case notGroups(String)
  case distributed(String)
  case emailNotVerified
  case systemUser
  case systemGroup

  var description: String {
    switch self {
    case .tooLong: "the token has more than \(JSONWebToken.maximumCount) bytes"
    case .notThreeParts: "the token has not three parts"
    case .unreadableHeader: "the token's header cannot be read"
    case .unreadableClaims: "the token's claims cannot be read"
    case .unreadableSignature: "the token's signature cannot be read"
    case .criticalHeader: "the token's header has extensions that must be understood"
    case .issuer: "the token is of another issuer"
    case .audience: "the token is not for --oidc-client-id"
    case .expired: "the token has expired"
    case .notYetValid: "the token is not valid yet"
    case .time(let claim): "the claim \(claim) is no time"
    case .algorithm: "the token's algorithm is none of --oidc-signing-algs"
    case .unknownKey: "the issuer has no such key"
    case .signature: "the token's signature is not its key's"
    case .missing(let claim): "the claim \(claim) is missing"
    case .notText(let claim): "the claim \(claim) is no text"
    case .empty(let claim): "the claim \(claim) is empty"
    case .unlike(let claim): "the claim \(claim) has not the required value"
    case .notGroups(let claim): "the claim \(claim) is neither text nor a list of texts"
    case .distributed(let claim): "the claim \(claim) is somewhere else, where nobody looks"
    case .emailNotVerified: "the email is not verified"
    case .systemUser: "the user's name begins with system:"
    case .systemGroup: "a group begins with system:"
    }
  }
}
