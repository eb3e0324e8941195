import Controllers
import Ownership
import Proxy

/// What the proxy is told, whichever command starts it.
struct ProxySettings: Sendable {
  var groupPrefix = "bailiwick:"
  var visibility = Visibility.getNamespace
  var allowsClusterDefaults = false
  /// How callers may prove who they are.
  var authentication = AuthenticationRules()
  /// What verifies an issuer's tokens; nil where none is known.
  var issuer: OIDCAuthenticator?
  /// The program's own namespace.
  var namespace = "bailiwick-system"
  /// Whether owners of tenants may make namespaces.
  var isSelfService = true
  /// How much may be under way at once.
  var limits = RequestLimits()
  /// What the controllers are told.
  var controllers = ControllerSettings()
}
