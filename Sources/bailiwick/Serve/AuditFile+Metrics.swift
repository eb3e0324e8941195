import Metrics
import Wire

extension AuditFile {
  /// Tells how many lines were taken, and lost; nothing where there is no audit log.
  func collect(into samples: inout MetricSamples) {
    guard let totals = writer?.totals else { return }
    samples.add(.auditLines, Double(totals.taken))
    samples.add(.auditLinesLost, Double(totals.lost))
  }
}
