extension BootstrapPolicy {
  /// The roles of the first half of the controllers, without `system:controller:`.
  static let firstControllerRoles = [
    BootstrapRole(
      "attachdetach-controller",
      [
        PolicyRule("list watch", on: "persistentvolumeclaims persistentvolumes"),
        PolicyRule("get list watch", on: "nodes"),
        PolicyRule("patch update", on: "nodes/status"),
        PolicyRule("list watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("create delete get list watch", on: "volumeattachments", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "csidrivers", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "csinodes", in: "storage.k8s.io"),
      ]),
    BootstrapRole(
      "certificate-controller",
      [
        PolicyRule(
          "delete get list watch", on: "certificatesigningrequests", in: "certificates.k8s.io"),
        PolicyRule(
          "update",
          on: "certificatesigningrequests/approval certificatesigningrequests/status",
          in: "certificates.k8s.io"),
        PolicyRule(
          "approve",
          on: "signers",
          in: "certificates.k8s.io", named: "kubernetes.io/kube-apiserver-client-kubelet"),
        PolicyRule(
          "sign",
          on: "signers",
          in: "certificates.k8s.io",
          named: "kubernetes.io/kube-apiserver-client "
            + "kubernetes.io/kube-apiserver-client-kubelet kubernetes.io/kubelet-serving "
            + "kubernetes.io/legacy-unknown"),
        PolicyRule("create", on: "subjectaccessreviews", in: "authorization.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "clusterrole-aggregation-controller",
      [
        PolicyRule(
          "escalate get list patch update watch",
          on: "clusterroles",
          in: "rbac.authorization.k8s.io")
      ]),
    BootstrapRole(
      "cronjob-controller",
      [
        PolicyRule("get list update watch", on: "cronjobs", in: "batch"),
        PolicyRule("create delete get list patch update watch", on: "jobs", in: "batch"),
        PolicyRule("update", on: "cronjobs/status", in: "batch"),
        PolicyRule("update", on: "cronjobs/finalizers", in: "batch"),
        PolicyRule("delete list watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "daemon-set-controller",
      [
        PolicyRule("get list watch", on: "daemonsets", in: "apps", "extensions"),
        PolicyRule("update", on: "daemonsets/status", in: "apps", "extensions"),
        PolicyRule("update", on: "daemonsets/finalizers", in: "apps", "extensions"),
        PolicyRule("list watch", on: "nodes"),
        PolicyRule("create delete list patch watch", on: "pods"),
        PolicyRule("create", on: "pods/binding"),
        PolicyRule(
          "create delete get list patch update watch", on: "controllerrevisions", in: "apps"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "deployment-controller",
      [
        PolicyRule("get list update watch", on: "deployments", in: "apps", "extensions"),
        PolicyRule("update", on: "deployments/status", in: "apps", "extensions"),
        PolicyRule("update", on: "deployments/finalizers", in: "apps", "extensions"),
        PolicyRule(
          "create delete get list patch update watch",
          on: "replicasets",
          in: "apps", "extensions"),
        PolicyRule("get list update watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "device-taint-eviction-controller",
      [
        PolicyRule("delete get list watch", on: "pods"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("get list watch", on: "resourceclaims", in: "resource.k8s.io"),
        PolicyRule("get list watch", on: "resourceslices", in: "resource.k8s.io"),
        PolicyRule("get list watch", on: "deviceclasses", in: "resource.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "disruption-controller",
      [
        PolicyRule("get list watch", on: "deployments", in: "apps", "extensions"),
        PolicyRule("get list watch", on: "replicasets", in: "apps", "extensions"),
        PolicyRule("get list watch", on: "replicationcontrollers"),
        PolicyRule("get list watch", on: "poddisruptionbudgets", in: "policy"),
        PolicyRule("get list watch", on: "statefulsets", in: "apps"),
        PolicyRule("update", on: "poddisruptionbudgets/status", in: "policy"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("get", on: "*/scale", in: "*"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "endpoint-controller",
      [
        PolicyRule("get list watch", on: "pods services"),
        PolicyRule("create delete get list update watch", on: "endpoints"),
        PolicyRule("create", on: "endpoints/restricted"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "endpointslice-controller",
      [
        PolicyRule("get list watch", on: "nodes pods services"),
        PolicyRule("update", on: "services/finalizers"),
        PolicyRule(
          "create delete get list update watch", on: "endpointslices", in: "discovery.k8s.io"),
        PolicyRule("create", on: "endpointslices/restricted", in: "discovery.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "endpointslicemirroring-controller",
      [
        PolicyRule("get list watch", on: "endpoints services"),
        PolicyRule("update", on: "services/finalizers"),
        PolicyRule("update", on: "endpoints/finalizers"),
        PolicyRule(
          "create delete get list update watch", on: "endpointslices", in: "discovery.k8s.io"),
        PolicyRule("create", on: "endpointslices/restricted", in: "discovery.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "ephemeral-volume-controller",
      [
        PolicyRule("get list watch", on: "pods"),
        PolicyRule("update", on: "pods/finalizers"),
        PolicyRule("create get list watch", on: "persistentvolumeclaims"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "expand-controller",
      [
        PolicyRule("get list patch update watch", on: "persistentvolumes"),
        PolicyRule("patch update", on: "persistentvolumeclaims/status"),
        PolicyRule("get list watch", on: "persistentvolumeclaims"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "generic-garbage-collector",
      [
        PolicyRule("delete get list patch update watch", on: "*", in: "*"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "horizontal-pod-autoscaler",
      [
        PolicyRule("get list watch", on: "horizontalpodautoscalers", in: "autoscaling"),
        PolicyRule("update", on: "horizontalpodautoscalers/status", in: "autoscaling"),
        PolicyRule("get update", on: "*/scale", in: "*"),
        PolicyRule("list watch", on: "pods"),
        PolicyRule("list watch", on: "pods", in: "metrics.k8s.io"),
        PolicyRule("get list watch", on: "*", in: "custom.metrics.k8s.io"),
        PolicyRule("get list watch", on: "*", in: "external.metrics.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "job-controller",
      [
        PolicyRule("get list patch update watch", on: "jobs", in: "batch"),
        PolicyRule("update", on: "jobs/status", in: "batch"),
        PolicyRule("update", on: "jobs/finalizers", in: "batch"),
        PolicyRule("create delete list patch watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "legacy-service-account-token-cleaner",
      [
        PolicyRule(
          "get", on: "configmaps", named: "kube-apiserver-legacy-service-account-token-tracking"),
        PolicyRule("delete patch", on: "secrets"),
      ]),
    BootstrapRole(
      "namespace-controller",
      [
        PolicyRule("delete get list watch", on: "namespaces"),
        PolicyRule("update", on: "namespaces/finalize namespaces/status"),
        PolicyRule("delete deletecollection get list watch", on: "*", in: "*"),
      ]),
  ]
}
