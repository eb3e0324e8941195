package import Kubernetes
internal import Logging

/// One of the systems that the program keeps in order: what it follows, and what it does about it.
package protocol ControlledSystem: Sendable {
  /// Its name.
  var name: ControllerName { get }

  /// What it follows, beside the namespaces; on every replica, whether it leads or not.
  var informers: [Informer] { get }

  /// What of it says whose a namespace is.
  var claims: [ClaimSource] { get }

  /// Works until the task is cancelled, which is when the lead is lost.
  ///
  /// It is called when all informers were listed once, and again whenever the lead is won again. Each
  /// controller begins with all that there is.
  func run() async
}

extension ControlledSystem {
  package var claims: [ClaimSource] { [] }

  /// Runs one controller of the system, and tells the log what goes wrong.
  package func run<R: Reconciler>(_ controller: Controller<R>, _ context: ControllerContext) async {
    let (name, logger) = (controller.name, context.logger)
    let followed = [context.namespaces] + informers
    let metrics = context.metrics
    metrics.follow(name) { controller.depth }
    defer { metrics.forget(name) }
    await controller.run(pace: context.pace) {
      for informer in followed { informer.seed() }
    } worked: {
      metrics.count(name, $0, $1)
    } failed: { key, error in
      // What was written a moment ago was not heard of yet, which is how it goes.
      logger.log(
        level: error.isConflict ? .debug : .warning, "reconciling failed; trying again",
        metadata: ["controller": "\(name)", "key": "\(key)", "reason": "\(error)"])
    }
  }
}
