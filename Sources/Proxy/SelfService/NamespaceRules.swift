internal import KubernetesAPI
internal import Ownership

/// What a namespace may be that an owner makes in a tenant.
struct NamespaceRules: Sendable {
  /// Whether none may have this name.
  let isProtected: @Sendable (String) -> Bool
  /// Who makes it.
  let user: UserInfo
  /// The request, for the words of a refusal that is the API server's own.
  let request: ResourceRequest

  /// Why the namespace may not be made, by what the tenant is now; nil when it may.
  func refusal(of draft: NamespaceDraft, named name: String, in terms: NamespaceTerms) -> Status? {
    // Who owns it no more may not be told anything else of it.
    guard terms.isOwned(by: user) else { return .forbidden(request, by: user) }
    if let reason = reason(draft, name, terms) {
      return .forbidden(Status.namespaces, name: name, because: reason)
    }
    return nil
  }

  private func reason(
    _ draft: NamespaceDraft, _ name: String, _ terms: NamespaceTerms
  ) -> String? {
    if terms.isTerminating { return "the tenant \(terms.name) is being deleted" }
    if terms.isCordoned {
      return "the tenant \(terms.name) is cordoned: nothing can be made in it for now"
    }
    if terms.forcesPrefix, !name.utf8.starts(with: "\(terms.name)-".utf8) {
      return "the tenant \(terms.name) wants names that begin with \(terms.name)-"
    }
    if isProtected(name) { return "the name is one of the cluster's own" }
    for (field, texts, own) in [
      ("labels", draft.labels, terms.labels),
      ("annotations", draft.annotations, terms.annotations),
    ] {
      for (key, value) in texts.sorted(by: { $0.key < $1.key }) {
        if let reason = reason(key, value, name, terms, own) {
          return "metadata.\(field)[\(key)] \(reason)"
        }
      }
    }
    return nil
  }

  /// Why the namespace may not have a label or an annotation, as the end of a sentence.
  private func reason(
    _ key: String, _ value: String, _ name: String, _ terms: NamespaceTerms, _ own: MetadataTerms
  ) -> String? {
    if key == ReservedMetadata.tenant, value == terms.name { return nil }
    if own.given[key] == value { return nil }
    if own.given[key] != nil { return "has another value in the tenant \(terms.name)" }
    if key == ReservedMetadata.name, value == name { return nil }
    if ReservedMetadata.contains(key) { return "cannot be set by a tenant" }
    return own.forbids(key) ? "is forbidden in the tenant \(terms.name)" : nil
  }
}
