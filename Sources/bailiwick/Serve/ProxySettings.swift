import Controllers
import Decide
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
  /// In whose names the program's account acts, and for what.
  var scope = ImpersonationScope.legacy
  /// Whether nothing is served before it is known that the account may not do too much.
  var judgesRights = false
  /// What the controllers are told.
  var controllers = ControllerSettings()
}
