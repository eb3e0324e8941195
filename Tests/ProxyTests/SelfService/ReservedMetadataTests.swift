import Testing

@testable import Proxy

@Suite("Labels and annotations that no tenant may choose")
struct ReservedMetadataTests {
  @Test(arguments: [
    "capsule.clastix.io/tenant", "capsule.clastix.io/cordon", "bailiwick.dev/claimed-by",
    "x.bailiwick.dev/a", "hnc.x-k8s.io/subnamespace-of", "oil.tree.hnc.x-k8s.io/depth",
    "pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/audit-version",
    "kubernetes.io/metadata.name", "node-restriction.kubernetes.io/a",
    "scheduler.alpha.kubernetes.io/node-selector", "admission.gatekeeper.sh/ignore",
    "policies.admission.example.com/skip", "control-plane", "openpolicyagent.org/webhook",
    "cert-manager.io/disable-validation", "config.linkerd.io/admission-webhooks",
    "istio-injection", "istio.io/rev", "linkerd.io/inject", "webhooks.knative.dev/exclude",
    "policy.sigstore.dev/exclude", "iam.amazonaws.com/permitted", "field.cattle.io/projectId",
    "cnrm.cloud.google.com/project-id", "k8s.ovn.org/network",
    "openshift.io/sa.scc.uid-range", "Pod-Security.Kubernetes.io/enforce",
  ])
  func `are reserved`(_ key: String) {
    #expect(ReservedMetadata.contains(key))
  }

  @Test(arguments: [
    "team", "app.kubernetes.io/part-of", "kubectl.kubernetes.io/last-applied-configuration",
    "example.com/pod-security.kubernetes.io", "notkubernetes.io/a", "kubernetes.io.example.com/a",
    "example.com/a", "",
  ])
  func `leave the rest`(_ key: String) {
    #expect(!ReservedMetadata.contains(key))
  }
}
