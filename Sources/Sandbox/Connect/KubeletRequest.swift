import Wire

/// What is asked of the kubelet of a pod's node, in the place of a client's request.
struct KubeletRequest: Sendable {
  /// What becomes of the kubelet's answer.
  enum Use: Sendable {
    /// Both connections change their protocol, and bytes pass both ways: exec, attach, port-forward.
    case tunnel
    /// The body goes to the client as it comes: a log.
    case log
  }

  let kubelet: Endpoint
  /// Path and query.
  let target: String
  let use: Use
}
