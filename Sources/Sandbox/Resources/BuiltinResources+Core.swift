extension BuiltinResources {
  /// The core group.
  static let core: [Resource] = configuration + places + volumes + running

  private static let configuration: [Resource] = [
    .builtin(
      "configmaps", "core.ConfigMap", isNamespaced: true, shortNames: ["cm"],
      columns: TableColumn.configMap, strategy: ConfigMapStrategy()),
    .builtin(
      "secrets", "core.Secret", isNamespaced: true, columns: TableColumn.secret,
      strategy: SecretStrategy()),
    .builtin(
      "serviceaccounts", "core.ServiceAccount", isNamespaced: true, shortNames: ["sa"],
      subresources: [
        Subresource(
          name: "token", verbs: ["create"],
          kind: ("authentication.k8s.io", "v1", "TokenRequest"))
      ], columns: TableColumn.serviceAccount, strategy: ServiceAccountStrategy()),
    .builtin(
      "resourcequotas", "core.ResourceQuota", isNamespaced: true, shortNames: ["quota"],
      subresources: [.status], columns: TableColumn.resourceQuota,
      strategy: ResourceQuotaStrategy()),
    .builtin(
      "limitranges", "core.LimitRange", isNamespaced: true, shortNames: ["limits"],
      strategy: LimitRangeStrategy()),
  ]

  private static let places: [Resource] = [
    .builtin(
      "namespaces", "core.Namespace", isNamespaced: false, shortNames: ["ns"],
      verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
      subresources: [Subresource(name: "finalize", verbs: ["update"]), .status],
      columns: TableColumn.namespace, strategy: NamespaceStrategy()),
    .builtin(
      "nodes", "core.Node", isNamespaced: false, shortNames: ["no"],
      subresources: [.proxy("NodeProxyOptions"), .status], columns: TableColumn.node,
      strategy: NodeStrategy()),
  ]

  private static let volumes: [Resource] = [
    .builtin(
      "persistentvolumes", "core.PersistentVolume", isNamespaced: false, shortNames: ["pv"],
      subresources: [.status], columns: TableColumn.persistentVolume,
      strategy: PersistentVolumeStrategy()),
    .builtin(
      "persistentvolumeclaims", "core.PersistentVolumeClaim", isNamespaced: true,
      shortNames: ["pvc"], subresources: [.status], columns: TableColumn.persistentVolumeClaim,
      strategy: PersistentVolumeClaimStrategy()),
  ]

  private static let running: [Resource] = [
    .builtin(
      "pods", "core.Pod", isNamespaced: true, shortNames: ["po"], categories: ["all"],
      subresources: podParts, columns: TableColumn.pod, strategy: PodStrategy()),
    .builtin(
      "services", "core.Service", isNamespaced: true, shortNames: ["svc"], categories: ["all"],
      subresources: [.proxy("ServiceProxyOptions"), .status], columns: TableColumn.service,
      strategy: ServiceStrategy()),
    .builtin(
      "endpoints", "core.Endpoints", isNamespaced: true, shortNames: ["ep"],
      singular: "endpoints", columns: TableColumn.endpoints,
      deprecation:
        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
      strategy: EndpointsStrategy()),
    .builtin(
      "events", "core.Event", isNamespaced: true, shortNames: ["ev"], columns: TableColumn.event,
      strategy: EventStrategy()),
  ]

  private static let podParts: [Subresource] = [
    Subresource(name: "attach", verbs: ["create", "get"], kind: ("", "v1", "PodAttachOptions")),
    Subresource(name: "binding", verbs: ["create"], kind: ("", "v1", "Binding")),
    Subresource(name: "ephemeralcontainers", verbs: ["get", "patch", "update"]),
    Subresource(name: "eviction", verbs: ["create"], kind: ("policy", "v1", "Eviction")),
    Subresource(name: "exec", verbs: ["create", "get"], kind: ("", "v1", "PodExecOptions")),
    Subresource(name: "log", verbs: ["get"]),
    Subresource(
      name: "portforward", verbs: ["create", "get"], kind: ("", "v1", "PodPortForwardOptions")),
    .proxy("PodProxyOptions"),
    Subresource(name: "resize", verbs: ["get", "patch", "update"]),
    .status,
  ]
}

extension Subresource {
  /// The door to what runs behind an object; its kind are the options of the request.
  static func proxy(_ kind: String) -> Subresource {
    Subresource(
      name: "proxy", verbs: ["create", "delete", "get", "patch", "update"],
      kind: ("", "v1", kind))
  }

  /// `scale` of a built-in resource.
  static let scale = Subresource(
    name: "scale", verbs: ["get", "patch", "update"], kind: ("autoscaling", "v1", "Scale"))
}
