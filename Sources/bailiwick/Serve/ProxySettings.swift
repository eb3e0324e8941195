import Ownership

/// What the proxy is told, whichever command starts it.
struct ProxySettings: Sendable {
  var groupPrefix = "bailiwick:"
  var visibility = Visibility.getNamespace
  var allowsClusterDefaults = false
  /// The program's own namespace.
  var namespace = "bailiwick-system"
}
