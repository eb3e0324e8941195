extension BootstrapPolicy {
  /// The roles of the parts of a cluster.
  static let componentRoles = [
    BootstrapRole(
      "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
      [
        PolicyRule(
          "create", on: "certificatesigningrequests/nodeclient", in: "certificates.k8s.io")
      ]),
    BootstrapRole(
      "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
      [
        PolicyRule(
          "create", on: "certificatesigningrequests/selfnodeclient", in: "certificates.k8s.io")
      ]),
    BootstrapRole(
      "system:certificates.k8s.io:kube-apiserver-client-approver",
      [
        PolicyRule(
          "approve",
          on: "signers",
          in: "certificates.k8s.io", named: "kubernetes.io/kube-apiserver-client")
      ]),
    BootstrapRole(
      "system:certificates.k8s.io:kube-apiserver-client-kubelet-approver",
      [
        PolicyRule(
          "approve",
          on: "signers",
          in: "certificates.k8s.io", named: "kubernetes.io/kube-apiserver-client-kubelet")
      ]),
    BootstrapRole(
      "system:certificates.k8s.io:kubelet-serving-approver",
      [
        PolicyRule(
          "approve",
          on: "signers",
          in: "certificates.k8s.io", named: "kubernetes.io/kubelet-serving")
      ]),
    BootstrapRole(
      "system:certificates.k8s.io:legacy-unknown-approver",
      [
        PolicyRule(
          "approve",
          on: "signers",
          in: "certificates.k8s.io", named: "kubernetes.io/legacy-unknown")
      ]),
    BootstrapRole(
      "system:heapster",
      [
        PolicyRule("get list watch", on: "events namespaces nodes pods"),
        PolicyRule("get list watch", on: "deployments", in: "extensions"),
      ]),
    BootstrapRole(
      "system:kube-aggregator",
      [
        PolicyRule("get list watch", on: "endpoints services")
      ]),
    BootstrapRole(
      "system:kube-controller-manager",
      [
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("create", on: "leases", in: "coordination.k8s.io"),
        PolicyRule(
          "get update",
          on: "leases",
          in: "coordination.k8s.io", named: "kube-controller-manager"),
        PolicyRule("create", on: "secrets serviceaccounts"),
        PolicyRule("delete", on: "secrets"),
        PolicyRule("get", on: "configmaps namespaces secrets serviceaccounts"),
        PolicyRule("update", on: "secrets serviceaccounts"),
        PolicyRule("create", on: "tokenreviews", in: "authentication.k8s.io"),
        PolicyRule("create", on: "subjectaccessreviews", in: "authorization.k8s.io"),
        PolicyRule("list watch", on: "*", in: "*"),
        PolicyRule("create", on: "serviceaccounts/token"),
      ]),
    BootstrapRole(
      "system:kube-dns",
      [
        PolicyRule("list watch", on: "endpoints services")
      ]),
    BootstrapRole(
      "system:kube-scheduler",
      [
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("create", on: "leases", in: "coordination.k8s.io"),
        PolicyRule(
          "get list update watch",
          on: "leases",
          in: "coordination.k8s.io", named: "kube-scheduler"),
        PolicyRule(
          "create delete deletecollection get list patch update watch",
          on: "leasecandidates",
          in: "coordination.k8s.io"),
        PolicyRule("get list watch", on: "nodes"),
        PolicyRule("delete get list watch", on: "pods"),
        PolicyRule("create", on: "bindings pods/binding"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("get list watch", on: "replicationcontrollers services"),
        PolicyRule("get list watch", on: "replicasets", in: "apps", "extensions"),
        PolicyRule("get list watch", on: "statefulsets", in: "apps"),
        PolicyRule("get list watch", on: "poddisruptionbudgets", in: "policy"),
        PolicyRule("get list watch", on: "persistentvolumeclaims persistentvolumes"),
        PolicyRule("create", on: "tokenreviews", in: "authentication.k8s.io"),
        PolicyRule("create", on: "subjectaccessreviews", in: "authorization.k8s.io"),
        PolicyRule("get list watch", on: "csinodes", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "volumeattachments", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "namespaces"),
        PolicyRule("get list watch", on: "csidrivers", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "csistoragecapacities", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "deviceclasses", in: "resource.k8s.io"),
        PolicyRule("get list patch update watch", on: "resourceclaims", in: "resource.k8s.io"),
        PolicyRule(
          "get list patch update watch", on: "resourceclaims/status", in: "resource.k8s.io"),
        PolicyRule("update", on: "pods/finalizers"),
        PolicyRule("get list watch", on: "resourceslices", in: "resource.k8s.io"),
        PolicyRule("create delete", on: "resourceclaims", in: "resource.k8s.io"),
        PolicyRule("patch update", on: "resourceclaims/binding", in: "resource.k8s.io"),
      ]),
    BootstrapRole(
      "system:kubelet-api-admin",
      [
        PolicyRule("get list watch", on: "nodes"),
        PolicyRule("proxy", on: "nodes"),
        PolicyRule("*", on: "nodes/log nodes/metrics nodes/proxy nodes/stats"),
        PolicyRule("*", on: "nodes/configz nodes/healthz nodes/pods"),
      ]),
    BootstrapRole(
      "system:node",
      [
        PolicyRule("create", on: "tokenreviews", in: "authentication.k8s.io"),
        PolicyRule(
          "create",
          on: "localsubjectaccessreviews subjectaccessreviews",
          in: "authorization.k8s.io"),
        PolicyRule("get list watch", on: "services"),
        PolicyRule("create get list watch", on: "nodes"),
        PolicyRule("patch update", on: "nodes/status"),
        PolicyRule("patch update", on: "nodes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("get list watch", on: "pods"),
        PolicyRule("create delete", on: "pods"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("create", on: "pods/eviction"),
        PolicyRule("get list watch", on: "configmaps secrets"),
        PolicyRule("get", on: "persistentvolumeclaims persistentvolumes"),
        PolicyRule("get", on: "endpoints"),
        PolicyRule(
          "create get list watch", on: "certificatesigningrequests", in: "certificates.k8s.io"),
        PolicyRule("create delete get patch update", on: "leases", in: "coordination.k8s.io"),
        PolicyRule("get", on: "volumeattachments", in: "storage.k8s.io"),
        PolicyRule("create", on: "serviceaccounts/token"),
        PolicyRule("get patch update", on: "persistentvolumeclaims/status"),
        PolicyRule("get list watch", on: "csidrivers", in: "storage.k8s.io"),
        PolicyRule("create delete get patch update", on: "csinodes", in: "storage.k8s.io"),
        PolicyRule("get list watch", on: "runtimeclasses", in: "node.k8s.io"),
        PolicyRule("get", on: "resourceclaims", in: "resource.k8s.io"),
        PolicyRule("deletecollection", on: "resourceslices", in: "resource.k8s.io"),
        PolicyRule("get", on: "serviceaccounts"),
      ]),
    BootstrapRole(
      "system:node-bootstrapper",
      [
        PolicyRule(
          "create get list watch", on: "certificatesigningrequests", in: "certificates.k8s.io")
      ]),
    BootstrapRole(
      "system:node-problem-detector",
      [
        PolicyRule("get", on: "nodes"),
        PolicyRule("patch", on: "nodes/status"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "system:node-proxier",
      [
        PolicyRule("list watch", on: "endpoints services"),
        PolicyRule("get list watch", on: "nodes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("list watch", on: "servicecidrs", in: "networking.k8s.io"),
        PolicyRule("list watch", on: "endpointslices", in: "discovery.k8s.io"),
      ]),
    BootstrapRole(
      "system:persistent-volume-provisioner",
      [
        PolicyRule("create delete get list watch", on: "persistentvolumes"),
        PolicyRule("get list update watch", on: "persistentvolumeclaims"),
        PolicyRule("get list watch", on: "storageclasses", in: "storage.k8s.io"),
        PolicyRule("watch", on: "events"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "system:volume-scheduler",
      [
        PolicyRule("get list patch update watch", on: "persistentvolumes"),
        PolicyRule("get list watch", on: "storageclasses", in: "storage.k8s.io"),
        PolicyRule("get list patch update watch", on: "persistentvolumeclaims"),
      ]),
  ]
}
