extension Resource {
  /// Whether an update may do without a `metadata.resourceVersion`
  /// (`AllowUnconditionalUpdate` of the strategies in `pkg/registry`).
  var isUpdatedUnconditionally: Bool {
    guard definition == nil else { return false }
    switch group {
    case "apiextensions.k8s.io", "admissionregistration.k8s.io", "coordination.k8s.io",
      "node.k8s.io", "policy":
      return false
    default: return true
    }
  }
}
