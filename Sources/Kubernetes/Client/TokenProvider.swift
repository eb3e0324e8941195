private import Synchronization

/// Keeps the program's bearer token fresh.
///
/// A token file is read again after a minute, as in client-go's cachingTokenSource
/// (k8s.io/client-go/transport/token_source.go), and at once after the server refused the token.
/// While the file cannot be read, the token read last stays. A plugin's token is kept until it ends.
package final class TokenProvider: Sendable {
  /// Reads the file away from the event loop.
  package typealias Read = @Sendable (_ path: String) async throws(FileFailure) -> [UInt8]

  private struct Cached {
    let path: String
    let token: String
    let stale: Duration
  }

  private let source: Mutex<TokenSource?>
  private let plugins: PluginCredentials?
  private let read: Read
  private let cached = Mutex<Cached?>(nil)

  /// A provider that has read nothing.
  ///
  /// - Parameter plugins: Runs plugins; nil where there are none.
  package init(
    source: TokenSource?, plugins: PluginCredentials? = nil, read: @escaping Read
  ) {
    self.source = Mutex(source)
    self.plugins = plugins
    self.read = read
  }

  /// Goes by another source from now on.
  package func follow(_ source: TokenSource?) { self.source.withLock { $0 = source } }

  /// Returns the token to send; nil when connections prove by themselves who the program is.
  ///
  /// A plugin's certificate is shown on the connections that are made afterwards.
  ///
  /// - Parameter now: Monotonic time since any fixed origin.
  package func token(now: Duration) async throws(APIError) -> String? {
    switch source.withLock(\.self) {
    case nil: return nil
    case .inline(let token)?: return token
    case .file(let path)?: return try await token(in: path, now: now)
    case .plugin(let plugin)?:
      guard let plugins else { throw .noCredential("\(plugin) cannot be run here") }
      return try await plugins.token(of: plugin, now: now)
    }
  }

  /// Brings another credential before the one of a plugin ends.
  package func renew(now: Duration) async {
    guard case .plugin(let plugin)? = source.withLock(\.self) else { return }
    await plugins?.renew(plugin, now: now)
  }

  /// Takes in that the server refused the program: the next request looks for another token.
  ///
  /// - Parameter token: That of the request; nil when it had none.
  package func refused(_ token: String?) {
    plugins?.refused(token)
    cached.withLock { cached in
      if let known = cached, known.token == token {
        cached = Cached(path: known.path, token: known.token, stale: .zero)
      }
    }
  }

  private func token(in path: String, now: Duration) async throws(APIError) -> String {
    let known = cached.withLock { $0 }.flatMap { $0.path == path ? $0 : nil }
    if let known, now < known.stale { return known.token }
    let words: String
    do throws(FileFailure) {
      if let token = TokenSource.token(in: try await read(path)) {
        cached.withLock { $0 = Cached(path: path, token: token, stale: now + .seconds(60)) }
        return token
      }
      words = "holds no token"
    } catch {
      words = error.words
    }
    guard let known else { throw .noCredential("\(path) \(words)") }
    return known.token
  }
}
