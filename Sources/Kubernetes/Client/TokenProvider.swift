private import Synchronization

/// Keeps the program's bearer token fresh.
///
/// A token file is read again after a minute, as in client-go's cachingTokenSource
/// (k8s.io/client-go/transport/token_source.go), and at once after the server refused the token.
/// While the file cannot be read, the token read last stays.
package final class TokenProvider: Sendable {
  /// Reads the file away from the event loop.
  package typealias Read = @Sendable (_ path: String) async throws(FileFailure) -> [UInt8]

  private struct Cached {
    let token: String
    let stale: Duration
  }

  private let source: TokenSource
  private let read: Read
  private let cached = Mutex<Cached?>(nil)

  /// A provider that has read nothing.
  package init(source: TokenSource, read: @escaping Read) {
    self.source = source
    self.read = read
  }

  /// Returns the token to send.
  ///
  /// - Parameter now: Monotonic time since any fixed origin.
  package func token(now: Duration) async throws(APIError) -> String {
    guard case .file(let path) = source else { return inline }
    let known = cached.withLock { $0 }
    if let known, now < known.stale { return known.token }
    let words: String
    do throws(FileFailure) {
      if let token = TokenSource.token(in: try await read(path)) {
        cached.withLock { $0 = Cached(token: token, stale: now + .seconds(60)) }
        return token
      }
      words = "holds no token"
    } catch {
      words = error.words
    }
    guard let known else { throw .noCredential("\(path) \(words)") }
    return known.token
  }

  /// Takes in that the server refused a token: the next request reads the file again.
  package func refused(_ token: String) {
    cached.withLock { cached in
      if let known = cached, known.token == token { cached = Cached(token: token, stale: .zero) }
    }
  }

  private var inline: String {
    guard case .inline(let token) = source else { return "" }
    return token
  }
}
