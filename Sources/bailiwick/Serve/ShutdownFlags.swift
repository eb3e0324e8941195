import ArgumentParser

/// The flags of how the program ends.
struct ShutdownFlags: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "How long new connections are still served after SIGTERM, while /readyz says 503 and every "
        + "answer closes its connection: as long as it takes until nobody sends any, such as 5s.",
      valueName: "duration"))
  var shutdownDelayDuration = GoDuration(.zero)

  @Option(
    help: ArgumentHelp(
      "How long what is under way may then go on. Watches end properly in the first half of it; logs "
        + "and tunnels are cut off at its end.", valueName: "duration"))
  var shutdownGracePeriod = GoDuration(.seconds(10))

  /// What the flags say.
  var times: StopTimes {
    StopTimes(delay: shutdownDelayDuration.duration, grace: shutdownGracePeriod.duration)
  }
}
