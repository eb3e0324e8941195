extension ResourceRequest {
  /// Whether its answer may go on until somebody ends it: the API server's own rule
  /// (apiserver/pkg/server/config.go and genericfilters.BasicLongRunningRequestCheck: the verbs watch
  /// and proxy, the subresources attach, exec, proxy, log and portforward).
  package var isLongRunning: Bool {
    guard isResourceRequest else { return false }
    if verb == .watch || verb == .proxy { return true }
    switch subresource {
    case "attach", "exec", "proxy", "log", "portforward": return true
    default: return false
    }
  }
}
