import Harness
import Testing

/// The program as its users meet it: real kubectls, an API server, and the built `bailiwick` between
/// them.
///
/// Every scenario runs on the sandbox, and again on a real control plane when KUBEBUILDER_ASSETS
/// names a folder with etcd, kube-apiserver and kube-controller-manager.
@Suite(.timeLimit(.minutes(15)))
struct EndToEnd {
  /// Without a kubectl the tables of arguments would be empty, and nothing would fail.
  @Test func `there is at least one kubectl`() {
    #expect(!Kubectl.all.isEmpty, "run make deps, or list kubectls in BAILIWICK_KUBECTLS")
  }
}

extension EndToEnd {
  /// What is handed out, and what is kept in order.
  ///
  /// One scenario at a time: each has an API server and programs of its own, and together they would
  /// leave no machine to any of them.
  @Suite(.serialized) struct Reconcilers {}
}
