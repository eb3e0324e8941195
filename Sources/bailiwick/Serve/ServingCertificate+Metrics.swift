import Metrics
import Wire

extension ServingCertificate {
  /// What became of a change of the files.
  enum Reload: String, MetricLabel {
    case taken
    case failed
  }

  /// Tells when the first certificate of each use ends, and what became of changes.
  func collect(into samples: inout MetricSamples) {
    var ends: [ServingFiles.Use: Int64] = [:]
    for certificate in certificates {
      ends[certificate.use] = min(ends[certificate.use] ?? .max, certificate.facts.notAfter)
    }
    for use in ServingFiles.Use.allCases {
      if let end = ends[use] { samples.add(.certificateEnd, [use.rawValue], Double(end)) }
    }
    reloads.collect(.certificateReloads, into: &samples)
  }
}
