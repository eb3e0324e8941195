import ArgumentParser
import Controllers

/// Which reconcilers run inside, and what they may do.
struct ControllerFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The controllers that run: * is all of them, a name is that one, -name is not that one. "
        + "There are tenants, dispatch and federation. By default all, but tenants only where "
        + "Capsule's own operator does not run.", valueName: "names"))
  var controllers: String?

  @Flag(help: "Run no controller: proxy only.")
  var noControllers = false

  @Flag(
    help: ArgumentHelp(
      "Leave it to the cluster's own rules who may make namespaces. Otherwise owners of tenants may "
        + "where the tenants controller keeps tenants and config/selfservice is applied."))
  var noSelfService = false

  @Option(
    help: ArgumentHelp(
      "A namespace that controllers and tenants may never have, beside default, kube-* and the "
        + "program's own. May be given again.", valueName: "name"))
  var protectedNamespace: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where the number goes when the name of a federated namespace is taken: prefix (1-cluster1) "
        + "or suffix (cluster1-1).", valueName: "rule"))
  var federationConflictNaming = ControllerSettings().conflictNaming

  @Option(
    help: ArgumentHelp(
      "A ClusterRole that the account of every federated cluster is bound to cluster-wide. By "
        + "default none: filtered lists take its place.", valueName: "name"))
  var federationGlobalRole: String?

  @Option(
    help: ArgumentHelp(
      "Of several replicas one runs the controllers, and another does when it was not heard of for "
        + "so long.", valueName: "seconds"))
  var leaseDuration = Int(ControllerSettings().lease.components.seconds)

  /// What the flags say, in a program whose own namespace is this.
  func settings(namespace: String) -> ControllerSettings {
    var settings = ControllerSettings()
    settings.selection = (try? selection) ?? .none
    settings.namespace = namespace
    settings.protectedNamespaces = Set(protectedNamespace)
    settings.conflictNaming = federationConflictNaming
    settings.federationGlobalRole = federationGlobalRole
    settings.lease = .seconds(leaseDuration)
    return settings
  }

  /// Whether owners of tenants may make namespaces.
  var letsMakeNamespaces: Bool {
    !noSelfService && ((try? selection) ?? .none).enabled.contains(.tenants)
  }

  private var selection: ControllerSelection {
    get throws(UnknownController) {
      if noControllers { return .none }
      return try controllers.map { (text) throws(UnknownController) in
        try ControllerSelection(text)
      } ?? .all
    }
  }

  func validate() throws {
    guard (2...3_600).contains(leaseDuration) else {
      throw ValidationError(
        "--lease-duration \(leaseDuration): give 2 to 3600 seconds; it is renewed in a seventh of "
          + "that.")
    }
    guard !noControllers || controllers == nil else {
      throw ValidationError("--no-controllers and --controllers contradict: give one of them.")
    }
    do throws(UnknownController) {
      _ = try selection
    } catch {
      let names = ControllerName.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "--controllers: \(error.word) is no controller; there are \(names), each also with - "
          + "before it, and *.")
    }
  }
}

extension ControllerSettings.ConflictNaming: ExpressibleByArgument {}
