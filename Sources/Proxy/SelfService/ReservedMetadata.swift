internal import Ownership

/// The labels and annotations of a namespace that decide what is whose, or which of the cluster's
/// rules hold in it: no tenant may choose them.
enum ReservedMetadata {
  /// The label that names the tenant.
  static let tenant = OwnershipIndex.tenantLabel
  /// The label that the API server itself gives, with the namespace's name (KEP-2161).
  static let name = "kubernetes.io/metadata.name"

  /// Domains, with those below them, whose keys mean something to the cluster, to this program, or to
  /// others that keep namespaces in order.
  ///
  /// Of Kubernetes itself they are, among others, the levels of pod security, the annotations by which
  /// nodes and tolerations of pods are chosen, and everything of the hierarchy of namespaces. The others
  /// are those of meshes, of image policies, and of what gives pods accounts outside the cluster.
  private static let domains = [
    "kubernetes.io", "k8s.io", "x-k8s.io", "bailiwick.dev", "clastix.io", "openshift.io",
    "istio.io", "linkerd.io", "sigstore.dev", "cattle.io", "iam.amazonaws.com",
    "cnrm.cloud.google.com", "ovn.org",
  ]

  /// Domains below them that anybody may use.
  private static let free: Set<String> = ["app.kubernetes.io", "kubectl.kubernetes.io"]

  /// Keys by which namespaces are let off by admission webhooks in wide use.
  private static let exemptions: Set<String> = [
    "cert-manager.io/disable-validation", "config.linkerd.io/admission-webhooks",
    "control-plane", "openpolicyagent.org/webhook", "istio-injection",
    "webhooks.knative.dev/exclude",
  ]

  /// Whether the key is one of them.
  static func contains(_ key: String) -> Bool {
    if exemptions.contains(key) { return true }
    guard let slash = key.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let domain = key[..<slash].lowercased()
    // `admission.gatekeeper.sh/ignore`, and whatever else is called so.
    if ".\(domain)".contains(".admission.") { return true }
    return !free.contains(domain)
      && domains.contains { domain == $0 || domain.hasSuffix(".\($0)") }
  }
}
