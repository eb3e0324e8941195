package import KubernetesAPI
package import Wire

extension PeerCertificate {
  /// The user a client certificate names: CN, O, and the uid attribute (kube-apiserver's x509
  /// authenticator, `CommonNameUserConversion`).
  ///
  /// `system:authenticated` is added, as the API server does for whoever proved something.
  ///
  /// The API server takes the last of several common names; two names are refused here, and so are
  /// two uids.
  package var user: UserInfo? {
    guard commonNames.count == 1, userIdentifiers.count <= 1 else { return nil }
    return UserInfo(
      username: commonNames[0], uid: userIdentifiers.first ?? "",
      groups: organizations.filter { $0 != SystemName.authenticated } + [SystemName.authenticated],
      extra: [UserInfo.Extra(key: Self.credential, values: ["X509SHA256=\(digest)"])])
  }

  /// By which the API server's audit log names the certificate (KEP-4193's key, x509.go).
  private static let credential = "authentication.kubernetes.io/credential-id"
}
