internal import KubernetesAPI
internal import Wire

/// Tokens that were verified, by their digests, so that showing one again costs no arithmetic.
///
/// Bounded in number and time. An entry is worth something only while the issuer has its key.
struct VerifiedTokens {
  struct Entry {
    let user: UserInfo
    /// The Unix second in which the token expires.
    let expires: Int64
    /// The digest of the key that signed it.
    let key: Digest
    let deadline: Deadline
  }

  private var entries: [Digest: Entry] = [:]

  private static let maximumCount = 10_000
  /// A wrong clock, or rules of another start, must not last.
  private static let lifetime = Duration.seconds(120)

  /// What is known of a token at a Unix second.
  func entry(for token: Digest, at now: Int64) -> Entry? {
    guard let entry = entries[token], entry.expires > now, entry.deadline > .now else {
      return nil
    }
    return entry
  }

  mutating func remember(_ token: Digest, user: UserInfo, expires: Int64, key: Digest) {
    if entries.count >= Self.maximumCount { entries.removeAll(keepingCapacity: true) }
    entries[token] = Entry(
      user: user, expires: expires, key: key, deadline: .after(Self.lifetime))
  }
}
