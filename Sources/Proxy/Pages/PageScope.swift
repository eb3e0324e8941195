internal import KubernetesAPI
internal import Wire

/// Whose token it is, and for what: it opens for nothing else.
///
/// The groups count as a set, because authenticators promise no order. Extra attributes do not: that
/// of a service account's token names the token, and is another one after it was refreshed.
struct PageScope: Hashable, Sendable {
  private let digest: Digest

  /// The scope of a caller's list.
  ///
  /// - Parameters:
  ///   - user: who lists.
  ///   - resource: what is listed.
  ///   - path: the path it is listed by, which has the version in it.
  ///   - query: the client's own query, of which the selectors must stay the same.
  init(user: UserInfo, resource: GroupResource, path: String, query: Query) {
    var texts = [user.username, user.uid, "\(user.groups.count)"]
    // In the order of the bytes: Swift's own takes two spellings of a letter for the same.
    texts += user.groups.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    texts += [resource.group, resource.resource, path]
    texts += ["labelSelector", "fieldSelector"].map { query[first: $0] ?? "" }
    var message: [UInt8] = []
    for text in texts {
      // With the length before each text, no two lists of texts are the same bytes.
      message += "\(text.utf8.count):".utf8
      message += text.utf8
    }
    digest = Digest(of: message)
  }

  /// What a token is sealed together with.
  var bytes: [UInt8] { digest.bytes }
}
