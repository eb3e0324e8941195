extension BootstrapPolicy {
  /// The roles of the other half of the controllers, without `system:controller:`.
  static let otherControllerRoles = [
    BootstrapRole(
      "node-controller",
      [
        PolicyRule("delete get list patch update watch", on: "nodes"),
        PolicyRule("patch update", on: "nodes/status"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("delete get list watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "persistent-volume-binder",
      [
        PolicyRule("create delete get list update watch", on: "persistentvolumes"),
        PolicyRule("update", on: "persistentvolumes/status"),
        PolicyRule("get list update watch", on: "persistentvolumeclaims"),
        PolicyRule("update", on: "persistentvolumeclaims/status"),
        PolicyRule("create delete get list watch", on: "pods"),
        PolicyRule("get list watch", on: "storageclasses", in: "storage.k8s.io"),
        PolicyRule("list watch", on: "nodes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("watch", on: "events"),
      ]),
    BootstrapRole(
      "pod-garbage-collector",
      [
        PolicyRule("delete list watch", on: "pods"),
        PolicyRule("get list watch", on: "nodes"),
        PolicyRule("patch", on: "pods/status"),
      ]),
    BootstrapRole(
      "pv-protection-controller",
      [
        PolicyRule("get list update watch", on: "persistentvolumes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "pvc-protection-controller",
      [
        PolicyRule("get list update watch", on: "persistentvolumeclaims"),
        PolicyRule("update", on: "persistentvolumeclaims/status"),
        PolicyRule("get list watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "replicaset-controller",
      [
        PolicyRule("get list update watch", on: "replicasets", in: "apps", "extensions"),
        PolicyRule("update", on: "replicasets/status", in: "apps", "extensions"),
        PolicyRule("update", on: "replicasets/finalizers", in: "apps", "extensions"),
        PolicyRule("create delete list patch watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "replication-controller",
      [
        PolicyRule("get list update watch", on: "replicationcontrollers"),
        PolicyRule("update", on: "replicationcontrollers/status"),
        PolicyRule("update", on: "replicationcontrollers/finalizers"),
        PolicyRule("create delete list patch watch", on: "pods"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "resource-claim-controller",
      [
        PolicyRule("get list watch", on: "pods"),
        PolicyRule("update", on: "pods/finalizers"),
        PolicyRule("create delete get list watch", on: "resourceclaims", in: "resource.k8s.io"),
        PolicyRule(
          "patch update", on: "resourceclaims resourceclaims/status", in: "resource.k8s.io"),
        PolicyRule("patch update", on: "pods/status"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("patch update", on: "resourceclaims/binding", in: "resource.k8s.io"),
      ]),
    BootstrapRole(
      "resourcequota-controller",
      [
        PolicyRule("list watch", on: "*", in: "*"),
        PolicyRule("update", on: "resourcequotas/status"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "root-ca-cert-publisher",
      [
        PolicyRule("create update", on: "configmaps"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "route-controller",
      [
        PolicyRule("list watch", on: "nodes"),
        PolicyRule("patch", on: "nodes/status"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "selinux-warning-controller",
      [
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule("get list watch", on: "persistentvolumes"),
        PolicyRule("get list watch", on: "persistentvolumeclaims"),
        PolicyRule("get list watch", on: "pods"),
        PolicyRule("get list watch", on: "csidrivers", in: "storage.k8s.io"),
      ]),
    BootstrapRole(
      "service-account-controller",
      [
        PolicyRule("create", on: "serviceaccounts"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "service-ca-cert-publisher",
      [
        PolicyRule("create update", on: "configmaps"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "service-cidrs-controller",
      [
        PolicyRule("get list patch update watch", on: "servicecidrs", in: "networking.k8s.io"),
        PolicyRule("patch update", on: "servicecidrs/finalizers", in: "networking.k8s.io"),
        PolicyRule("patch update", on: "servicecidrs/status", in: "networking.k8s.io"),
        PolicyRule("get list watch", on: "ipaddresses", in: "networking.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "service-controller",
      [
        PolicyRule("get list watch", on: "services"),
        PolicyRule("patch update", on: "services/status"),
        PolicyRule("list watch", on: "nodes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "statefulset-controller",
      [
        PolicyRule("list watch", on: "pods"),
        PolicyRule("get list watch", on: "statefulsets", in: "apps"),
        PolicyRule("update", on: "statefulsets/status", in: "apps"),
        PolicyRule("update", on: "statefulsets/finalizers", in: "apps"),
        PolicyRule("create delete get patch update", on: "pods"),
        PolicyRule(
          "create delete get list patch update watch", on: "controllerrevisions", in: "apps"),
        PolicyRule("create get list watch", on: "persistentvolumeclaims"),
        PolicyRule("delete update", on: "persistentvolumeclaims"),
        PolicyRule("update", on: "pods/finalizers"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "ttl-after-finished-controller",
      [
        PolicyRule("delete get list watch", on: "jobs", in: "batch"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "ttl-controller",
      [
        PolicyRule("list patch update watch", on: "nodes"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "validatingadmissionpolicy-status-controller",
      [
        PolicyRule(
          "get list watch",
          on: "validatingadmissionpolicies",
          in: "admissionregistration.k8s.io"),
        PolicyRule(
          "get patch update",
          on: "validatingadmissionpolicies/status",
          in: "admissionregistration.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "volumeattributesclass-protection-controller",
      [
        PolicyRule("get list watch", on: "persistentvolumeclaims"),
        PolicyRule("get list watch", on: "persistentvolumes"),
        PolicyRule("get list update watch", on: "volumeattributesclasses", in: "storage.k8s.io"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
  ]
}
