internal import Decide
internal import KubernetesAPI
internal import Wire

extension AuthenticationRules {
  /// Who shows no credential at all, if a request is for what anybody may read; otherwise nil.
  ///
  /// Whoever shows a credential that proves nothing is nobody here too: the API server makes no
  /// anonymous user of them either (apiserver/pkg/authentication/request/union, NewFailOnError).
  func anonymousCaller(
    for request: ResourceRequest, _ fields: Fields, showsCertificate: Bool
  ) -> Caller? {
    guard !anonymousPaths.isEmpty, !showsCertificate, !fields.contains(.authorization),
      !fields.contains(.impersonate), request.method == "GET" || request.method == "HEAD"
    else { return nil }
    let path = request.path
    guard anonymousPaths.contains(where: { $0.hasSameBytes(as: path) }) else { return nil }
    return Self.anonymous
  }

  private static let anonymous = try? Caller(
    Identity(
      user: UserInfo(username: SystemName.anonymous, groups: [SystemName.unauthenticated]),
      proof: .anonymous))
}
