package import Metrics
internal import Wire

extension AdminPage {
  /// What is counted, for Prometheus.
  package static func metrics(_ registry: MetricRegistry) -> AdminPage {
    AdminPage("/metrics", about: "what is counted, for Prometheus") { request in
      let format = MetricFormat(accept: request.fields.values(of: .accept).first)
      return Answer(registry.text(in: format), contentType: format.contentType)
    }
  }
}
