internal import JSON

/// The `exp` claim of a token that is a JWT (RFC 7519 §4.1.4), read without belief: it only ever
/// shortens how long a review is kept.
enum TokenExpiry {
  /// The Unix second, or `nil` for a token without a readable one.
  static func of(_ token: String) -> Int64? {
    let parts = JSONWebToken.parts(of: token)
    guard parts.count == 3 else { return nil }
    return JSONWebToken.object(parts[1])?["exp"]?.int.map(Int64.init)
  }
}
