extension MetricFamily {
  /// Every family there is, in the order in which they are told and documented.
  package static let all: [MetricFamily] =
    ofRequests + ofStreams + ofConnections + ofUpstream + ofIdentity + ofOwnership + ofControllers
    + ofOperation + ofProcess
}
