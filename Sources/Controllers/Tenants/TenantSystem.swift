package import Kubernetes

/// Capsule's tenants, their namespaces' marks and role bindings, and their status.
///
/// Where Capsule's own operator runs, nothing is written.
package struct TenantSystem: ControlledSystem {
  package let name = ControllerName.tenants
  private let context: ControllerContext
  private let tenants: Tenants
  private let controller: Controller<TenantReconciler>

  /// The system in a context.
  package init(_ context: ControllerContext) {
    let tenants = Tenants(context)
    let controller = Controller(TenantReconciler(tenants: tenants))
    self.context = context
    self.tenants = tenants
    self.controller = controller
    tenants.follow { controller.add($0) }
    tenants.capsule.onChange(context.logger) { controller.add(tenants.allNames) }
  }

  package var informers: [Informer] {
    [tenants.informer, tenants.bindings] + tenants.capsule.informers
  }

  /// Whether tenants are kept here: not where Capsule's own operator runs.
  var isKeeping: Bool { !tenants.capsule.isRunning }

  package func run() async { await run(controller, context) }
}
