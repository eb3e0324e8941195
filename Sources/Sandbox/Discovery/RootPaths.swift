import JSON

extension Discovery {
  private static let fixedPaths = [
    "/.well-known/openid-configuration", "/api", "/apis", "/apis/", "/healthz", "/healthz/ping",
    "/livez", "/livez/ping", "/openapi/v3", "/openapi/v3/", "/openid/v1/jwks", "/readyz",
    "/readyz/ping", "/version",
  ]

  /// The document at `/`: every path that is served.
  var rootPaths: JSONValue {
    var paths = Self.fixedPaths
    for group in groups {
      let root = group.name.isEmpty ? "/api" : "/apis/\(group.name)"
      if !group.name.isEmpty { paths.append(root) }
      paths += group.versions.map { "\(root)/\($0)" }
    }
    return ["paths": .strings(paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })]
  }
}
