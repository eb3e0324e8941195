internal import Decide
internal import Wire

/// Seals and opens the tokens of lists that come in pages.
///
/// A token is `bwk1.` and, in base64url, the name of the key, a nonce, and what is sealed. The name
/// of the key and the scope are authenticated with it. A token is worth nothing but a place in a
/// list: what of the list a caller is shown is decided anew for every page.
package struct PageSeal: Sendable {
  /// Bytes of text beyond which nothing was sealed here: names and the API server's tokens are short.
  private static let maximum = 8192

  private let keys: PageKeys

  /// The seal of some keys.
  package init(_ keys: PageKeys) { self.keys = keys }

  /// The token as a client is handed it.
  func seal(_ token: PageToken, for scope: PageScope) throws(TLSError) -> String {
    let key = keys.current
    let nonce = RandomBytes.make(XAES256GCM.nonceCount)
    let sealed = try key.cipher.seal(
      token.encoded, nonce: nonce, authenticating: key.id + scope.bytes)
    return Filtering.Page.tokenPrefix + Base64.encode(key.id + nonce + sealed, .url)
  }

  /// What a client's token says; nil unless it was sealed with a key of ours for this scope.
  func open(_ text: String, for scope: PageScope) async -> PageToken? {
    guard text.utf8.starts(with: Filtering.Page.tokenPrefix.utf8), text.utf8.count <= Self.maximum,
      let bytes = Base64.decode(String(text.dropFirst(Filtering.Page.tokenPrefix.count)), .url)
    else { return nil }
    let head = PageKey.idCount + XAES256GCM.nonceCount
    guard bytes.count >= head + PageToken.step + XAES256GCM.tagCount else { return nil }
    let id = Array(bytes.prefix(PageKey.idCount))
    guard let key = await keys.key(named: id) else { return nil }
    do throws(TLSError) {
      let opened = try key.cipher.open(
        Array(bytes.dropFirst(head)), nonce: Array(bytes[PageKey.idCount..<head]),
        authenticating: id + scope.bytes)
      return opened.flatMap(PageToken.init(encoded:))
    } catch {
      return nil
    }
  }
}
