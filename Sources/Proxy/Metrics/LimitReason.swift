internal import Metrics

/// Which limit refused a request.
enum LimitReason: String, MetricLabel {
  case requestsOfUser = "requests_of_user"
  case requestsOfAll = "requests_of_all"
  case streamsOfUser = "streams_of_user"
  case streamsOfAll = "streams_of_all"
}
