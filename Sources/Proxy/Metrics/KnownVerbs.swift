internal import KubernetesAPI

/// The verbs that numbers are told of by name; any other word of a caller's counts as one.
enum KnownVerbs {
  /// The values of the label, by the numbers that ``number(of:)`` gives; the first is for what could
  /// not be read.
  static let labels = [
    "unknown", "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection",
    "connect", "other",
  ]

  /// The number of a request's verb.
  ///
  /// A tunnel, or what the API server passes on to a pod or a service, is `connect`, as in the API
  /// server's own metrics.
  static func number(of request: ResourceRequest?) -> Int {
    guard let request else { return 0 }
    if isConnect(request) { return 9 }
    return switch request.verb {
    case .get: 1
    case .list: 2
    case .watch: 3
    case .create: 4
    case .update: 5
    case .patch: 6
    case .delete: 7
    case .deletecollection: 8
    case .proxy: 9
    case .other: 10
    }
  }

  private static func isConnect(_ request: ResourceRequest) -> Bool {
    guard !request.subresource.isEmpty else { return false }
    return ["exec", "attach", "portforward", "proxy"].contains(request.subresource)
  }
}
