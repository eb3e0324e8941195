extension Difference {
  /// Of what kubectl prints, in every version of it.
  static let ofKubectl: [Difference] = ["1.32", "1.37"].flatMap { version in
    kubectlSteps.map { Difference("kubectl-\($0.chapter)-\(version)", $0.step, $0.reason) }
  }

  private static let kubectlSteps: [(chapter: String, step: String, reason: String)] = [
    (
      "reading", "kubectl version",
      "what is said of the build is the sandbox's own, and marked so"
    ),
    (
      "reading", "kubectl explain namespace",
      "the descriptions are Kubernetes' own prose, and not copied"
    ),
    (
      "reading", "kubectl explain configmap.data",
      "the descriptions are Kubernetes' own prose, and not copied"
    ),
    (
      "reading", "kubectl explain deployment.spec.strategy",
      "the descriptions are Kubernetes' own prose, and not copied"
    ),
    (
      "reading", "kubectl explain cm --recursive",
      "the descriptions are Kubernetes' own prose, and not copied"
    ),
    (
      "reading", "kubectl api-resources --api-group=apps",
      "kinds that nothing here needs are not served"
    ),
    (
      "reading", "kubectl api-resources --namespaced=false -o name --verbs=list",
      "kinds that nothing here needs are not served"
    ),
    (
      "reading", "kubectl api-resources --categories=all -o wide",
      "kinds that nothing here needs are not served"
    ),
    (
      "reading", "kubectl api-versions",
      "kinds that nothing here needs are not served"
    ),
    (
      "writing", "kubectl -n write-<<v>> get deploy,svc,ing,pdb,quota,sa,role,rolebinding",
      "the real controller had not filled the status yet when this was recorded"
    ),
    (
      "writing", "kubectl -n write-<<v>> describe quota quota",
      "the real controller had not filled the status yet when this was recorded"
    ),
    (
      "access", "alice kubectl auth can-i --list",
      "the recorded server has a role of OpenShift's, public-info-viewer"
    ),
    (
      "access", "kubectl auth can-i --list -n kube-system",
      "the recorded server has a role of OpenShift's, public-info-viewer"
    ),
    (
      "access", "alice kubectl version",
      "what is said of the build is the sandbox's own, and marked so"
    ),
  ]
}
