import Controllers
import Kubernetes
import Metrics
import Proxy
import Synchronization
import Wire

extension ServeRooms {
  /// What of the program is counted.
  ///
  /// - Parameter others: who counts what these rooms do not know.
  func registry(_ others: [MetricRegistry.Source]) -> MetricRegistry {
    var registry = MetricRegistry()
    registry.add { [proxy] in proxy.collect(into: &$0) }
    registry.add { [keeper] in keeper.collect(into: &$0) }
    registry.add { [controllers] in controllers.collect(into: &$0) }
    registry.add { [self] in collect(into: &$0) }
    registry.add(ProcessMetrics.collect)
    for other in others { registry.add(other) }
    return registry
  }

  private func collect(into samples: inout MetricSamples) {
    samples.add(.ready, isReady ? 1 : 0)
    if !controllers.isEmpty { samples.add(.leader, election.leadership.isHeld ? 1 : 0) }
    samples.add(.pageKeysShared, pageKeys.isShared ? 1 : 0)
    let figures = server.figures
    samples.add(.connectionsOpen, Double(server.openConnections))
    samples.add(.connectionsAccepted, Double(figures.accepted))
    samples.add(.connectionsTurnedAway, ["everybody"], Double(figures.turnedAway[.everybody] ?? 0))
    samples.add(.connectionsTurnedAway, ["address"], Double(figures.turnedAway[.oneAddress] ?? 0))
    samples.add(.connectionsTurnedAway, ["unheard"], Double(figures.closed))
    samples.add(.handshakesFailed, Double(failedConnections.load(ordering: .relaxed)))
  }
}
