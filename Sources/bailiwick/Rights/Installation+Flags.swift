import Controllers
import Decide
import Rights

extension Installation {
  /// What flags ask for that `serve` and `check` both have.
  init(
    groupPrefix: String, namespace: String, scope: ImpersonationScope,
    controllers: ControllerSettings, isSelfService: Bool
  ) {
    self.init(
      groupPrefix: groupPrefix, namespace: namespace,
      systems: Set(controllers.selection.enabled.compactMap { System(rawValue: $0.rawValue) }),
      isSelfService: isSelfService, scope: scope)
  }

  /// What the settings of a proxy ask for.
  init(_ settings: ProxySettings) {
    self.init(
      groupPrefix: settings.groupPrefix, namespace: settings.namespace, scope: settings.scope,
      controllers: settings.controllers, isSelfService: settings.isSelfService)
  }
}
