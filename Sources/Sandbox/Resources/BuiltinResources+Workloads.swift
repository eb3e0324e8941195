extension BuiltinResources {
  /// The group `apps`.
  static let apps: [Resource] = [
    workload(
      "daemonsets", "apps.DaemonSet", ["ds"], [.status], TableColumn.daemonSet,
      WorkloadStrategy(.daemonSet)),
    workload(
      "deployments", "apps.Deployment", ["deploy"], [.scale, .status], TableColumn.deployment,
      WorkloadStrategy(.deployment)),
    workload(
      "replicasets", "apps.ReplicaSet", ["rs"], [.scale, .status], TableColumn.replicaSet,
      WorkloadStrategy(.replicaSet)),
    workload(
      "statefulsets", "apps.StatefulSet", ["sts"], [.scale, .status], TableColumn.statefulSet,
      WorkloadStrategy(.statefulSet)),
  ]

  /// The group `batch`, and the autoscaler of the workloads.
  static let batch: [Resource] = [
    .builtin(
      "cronjobs", "batch.CronJob", group: "batch", isNamespaced: true, shortNames: ["cj"],
      categories: ["all"], subresources: [.status], columns: TableColumn.cronJob,
      strategy: CronJobStrategy()),
    .builtin(
      "jobs", "batch.Job", group: "batch", isNamespaced: true, categories: ["all"],
      subresources: [.status], columns: TableColumn.job, strategy: JobStrategy()),
    .builtin(
      "horizontalpodautoscalers", "autoscaling.HorizontalPodAutoscaler", group: "autoscaling",
      version: "v2", isNamespaced: true, shortNames: ["hpa"], categories: ["all"],
      subresources: [.status], columns: TableColumn.horizontalPodAutoscaler,
      strategy: HorizontalPodAutoscalerStrategy()),
  ]

  private static func workload(
    _ plural: String, _ message: String, _ shortNames: [String], _ subresources: [Subresource],
    _ columns: [TableColumn], _ strategy: any Strategy
  ) -> Resource {
    .builtin(
      plural, message, group: "apps", isNamespaced: true, shortNames: shortNames,
      categories: ["all"], subresources: subresources, columns: columns, strategy: strategy)
  }
}
