/// A text format that a scraper reads.
package enum MetricFormat: Sendable {
  /// Prometheus' own, of version 0.0.4 (prometheus/docs, instrumenting/exposition_formats.md).
  case prometheus
  /// OpenMetrics 1.0.0 (github.com/prometheus/OpenMetrics, specification/OpenMetrics.md).
  case openMetrics

  /// What a scraper asks for by its Accept: OpenMetrics where it names it.
  ///
  /// Both are understood by every scraper that names either, so weights are not looked at.
  package init(accept: String?) {
    self = accept?.contains("application/openmetrics-text") == true ? .openMetrics : .prometheus
  }

  /// The Content-Type of the text.
  package var contentType: StaticString {
    switch self {
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    }
  }

  /// Writes every family there is, in the order of the list, also those of which nothing is told.
  package func encode(_ samples: MetricSamples) -> [UInt8] {
    var text = MetricText(isOpenMetrics: self == .openMetrics)
    for family in MetricFamily.all { text.append(family, samples.byFamily[family] ?? []) }
    text.end()
    return text.bytes
  }
}
