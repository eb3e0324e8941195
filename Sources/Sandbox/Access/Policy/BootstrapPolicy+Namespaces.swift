extension BootstrapPolicy {
  /// The roles inside of the system's own namespaces.
  static let namespaceRoles = [
    BootstrapRole(
      "system:controller:bootstrap-signer", namespace: "kube-public",
      [
        PolicyRule("get list watch", on: "configmaps"),
        PolicyRule("update", on: "configmaps", named: "cluster-info"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
    BootstrapRole(
      "extension-apiserver-authentication-reader", namespace: "kube-system",
      [
        PolicyRule(
          "get list watch", on: "configmaps", named: "extension-apiserver-authentication")
      ]),
    BootstrapRole(
      "system::leader-locking-kube-controller-manager", namespace: "kube-system",
      [
        PolicyRule("create get list update watch", on: "leases", in: "coordination.k8s.io"),
        PolicyRule(
          "create get list update watch", on: "leasecandidates", in: "coordination.k8s.io"),
      ]),
    BootstrapRole(
      "system::leader-locking-kube-scheduler", namespace: "kube-system",
      [
        PolicyRule("create get list update watch", on: "leases", in: "coordination.k8s.io"),
        PolicyRule(
          "create get list update watch", on: "leasecandidates", in: "coordination.k8s.io"),
      ]),
    BootstrapRole(
      "system:controller:bootstrap-signer", namespace: "kube-system",
      [
        PolicyRule("get list watch", on: "secrets")
      ]),
    BootstrapRole(
      "system:controller:cloud-provider", namespace: "kube-system",
      [
        PolicyRule("create get list watch", on: "configmaps")
      ]),
    BootstrapRole(
      "system:controller:token-cleaner", namespace: "kube-system",
      [
        PolicyRule("delete get list watch", on: "secrets"),
        PolicyRule("create patch update", on: "events", in: "", "events.k8s.io"),
      ]),
  ]
}
