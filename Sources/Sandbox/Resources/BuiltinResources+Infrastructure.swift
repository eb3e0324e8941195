extension BuiltinResources {
  /// The group `networking.k8s.io`.
  static let networking: [Resource] = [
    .builtin(
      "ingressclasses", "networking.IngressClass", group: "networking.k8s.io",
      isNamespaced: false, columns: TableColumn.ingressClass, strategy: IngressClassStrategy()),
    .builtin(
      "ingresses", "networking.Ingress", group: "networking.k8s.io", isNamespaced: true,
      shortNames: ["ing"], subresources: [.status], columns: TableColumn.ingress,
      strategy: IngressStrategy()),
    .builtin(
      "networkpolicies", "networking.NetworkPolicy", group: "networking.k8s.io",
      isNamespaced: true, shortNames: ["netpol"], columns: TableColumn.networkPolicy,
      strategy: NetworkPolicyStrategy()),
  ]

  /// Classes of volumes, priorities and runtimes.
  static let storage: [Resource] = [
    .builtin(
      "storageclasses", "storage.StorageClass", group: "storage.k8s.io", isNamespaced: false,
      shortNames: ["sc"], columns: TableColumn.storageClass, strategy: StorageClassStrategy()),
    .builtin(
      "priorityclasses", "scheduling.PriorityClass", group: "scheduling.k8s.io",
      isNamespaced: false, shortNames: ["pc"], columns: TableColumn.priorityClass,
      strategy: PriorityClassStrategy()),
    .builtin(
      "runtimeclasses", "node.RuntimeClass", group: "node.k8s.io", isNamespaced: false,
      columns: TableColumn.runtimeClass, strategy: RuntimeClassStrategy()),
  ]

  /// Leases and budgets.
  static let policies: [Resource] = [
    .builtin(
      "leases", "coordination.Lease", group: "coordination.k8s.io", isNamespaced: true,
      columns: TableColumn.lease, strategy: LeaseStrategy()),
    .builtin(
      "poddisruptionbudgets", "policy.PodDisruptionBudget", group: "policy", isNamespaced: true,
      shortNames: ["pdb"], subresources: [.status], columns: TableColumn.podDisruptionBudget,
      strategy: PodDisruptionBudgetStrategy()),
  ]

  /// What extends a server.
  static let extensions: [Resource] = [
    .builtin(
      "customresourcedefinitions", "apiextensions.CustomResourceDefinition",
      group: "apiextensions.k8s.io", isNamespaced: false, shortNames: ["crd", "crds"],
      categories: ["api-extensions"], subresources: [.status], strategy: DefinitionStrategy()),
    admission(
      "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", TableColumn.webhooks),
    admission(
      "validatingadmissionpolicies", "ValidatingAdmissionPolicy", TableColumn.admissionPolicy,
      subresources: [.status]),
    admission(
      "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding",
      TableColumn.admissionPolicyBinding),
    admission(
      "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", TableColumn.webhooks),
  ]

  private static func admission(
    _ plural: String, _ kind: String, _ columns: [TableColumn], subresources: [Subresource] = []
  ) -> Resource {
    .builtin(
      plural, "admissionregistration.\(kind)", group: "admissionregistration.k8s.io",
      isNamespaced: false, categories: ["api-extensions"], subresources: subresources,
      columns: columns, strategy: AdmissionStrategy())
  }
}
