import ArgumentParser
import Decide

/// What the program's account may do, as `serve` is told.
struct RightsFlags: ParsableArguments {
  @OptionGroup var scope: ScopeFlags

  @Flag(
    help: ArgumentHelp(
      "Serve even if the account, or a widening group, may do far more than is needed, such as an "
        + "administrator's."))
  var allowExcessRights = false
}

/// In whose names the program acts.
struct ScopeFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What the account may do in callers' names: legacy is anything, constrained is to read what is "
        + "filtered (Kubernetes 1.36), mixed is that and whatever the older right names.",
      valueName: "scope"))
  var impersonation = ImpersonationScope.legacy
}

extension ImpersonationScope: ExpressibleByArgument {}
