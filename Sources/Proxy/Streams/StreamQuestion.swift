internal import Kubernetes
internal import KubernetesAPI
internal import Wire

/// What a stream stands on, and what is asked about it again and again.
///
/// Streams that stand on the same share one question.
enum StreamQuestion: Hashable, Sendable {
  /// A token, which no description shows.
  struct Token: Hashable, Sendable, CustomStringConvertible {
    /// As it stood in the request.
    let text: String

    var description: String { "a token" }
  }

  /// That the user may do what the stream is.
  case access(SubjectAccessReview)
  /// That the token proves somebody.
  case token(Token)
  /// That somebody vouches for the certificate.
  case certificate(PeerCertificate)
  /// That somebody vouches for the front proxy whose word the caller's name is.
  case frontProxy(PeerCertificate)

  /// The namespace of an access; nil where there is none, empty for the whole cluster.
  var namespace: String? {
    guard case .access(let review) = self,
      case .resource(_, _, _, _, _, let namespace, _) = review.attributes
    else { return nil }
    return namespace
  }

  /// Why a stream ends when the answer is no.
  var ending: String {
    switch self {
    case .token: return "the token is good no more"
    case .certificate: return "nobody vouches for the certificate any more"
    case .frontProxy: return "nobody vouches for the front proxy any more"
    case .access(let review):
      guard
        case .resource(_, _, _, let resource, let subresource, let namespace, _) = review.attributes
      else { return "access ended" }
      let what = subresource.isEmpty ? resource : "\(resource)/\(subresource)"
      return "access to \(what)" + (namespace.isEmpty ? "" : " in \(namespace)") + " ended"
    }
  }

  /// Why a stream ends when there was no answer for too long.
  var silence: String {
    switch self {
    case .token: "the token could not be reviewed for too long"
    case .certificate, .frontProxy: "the certificate could not be judged for too long"
    case .access: "the access could not be reviewed for too long"
    }
  }
}

/// What is known of a question.
enum StreamAnswer: Sendable {
  /// It still holds.
  case yes
  /// The token proves this user.
  case user(UserInfo)
  /// It holds no more.
  case no
  /// Nothing is known; the reason is for the log.
  case unknown(String)
}
