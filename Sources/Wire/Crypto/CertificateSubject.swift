/// The distinguished name of a certificate to issue.
package struct CertificateSubject: Hashable, Sendable {
  /// One attribute of the name; the value goes in as UTF8String, whatever characters it holds.
  package enum Attribute: Hashable, Sendable {
    /// 2.5.4.3; Kubernetes: the user's name.
    case commonName(String)
    /// 2.5.4.10; Kubernetes: a group.
    case organization(String)
    /// 1.3.6.1.4.1.57683.2; Kubernetes: the user's UID.
    case userIdentifier(String)
  }

  package var attributes: [Attribute]

  package init(_ attributes: [Attribute]) {
    self.attributes = attributes
  }

  package init(commonName: String, organizations: [String] = []) {
    attributes = organizations.map(Attribute.organization) + [.commonName(commonName)]
  }
}
