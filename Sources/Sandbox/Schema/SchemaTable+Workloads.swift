extension SchemaTable {
  /// The kinds that run pods, and those that scale and protect them.
  static let workloads = """
    @apps
    ControllerRevision typed
      1 metadata meta.ObjectMeta !
      2 data json !
      3 revision int64 !
    ControllerRevisionList typed
      1 metadata meta.ListMeta !
      2 items []ControllerRevision !
    DaemonSet typed
      1 metadata meta.ObjectMeta !
      2 spec DaemonSetSpec !
      3 status DaemonSetStatus !
    DaemonSetCondition
      1 type string ! <v1.DaemonSetConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
    DaemonSetList typed
      1 metadata meta.ListMeta !
      2 items []DaemonSet !
    DaemonSetSpec
      1 selector meta.LabelSelector ?
      2 template core.PodTemplateSpec !
      3 updateStrategy DaemonSetUpdateStrategy !
      4 minReadySeconds int32
      6 revisionHistoryLimit int32 *
    DaemonSetStatus
      1 currentNumberScheduled int32 !
      2 numberMisscheduled int32 !
      3 desiredNumberScheduled int32 !
      4 numberReady int32 !
      5 observedGeneration int64
      6 updatedNumberScheduled int32
      7 numberAvailable int32
      8 numberUnavailable int32
      9 collisionCount int32 *
      10 conditions []DaemonSetCondition map=type merge=type
    DaemonSetUpdateStrategy
      1 type string <v1.DaemonSetUpdateStrategyType>
      2 rollingUpdate RollingUpdateDaemonSet *
    Deployment typed
      1 metadata meta.ObjectMeta !
      2 spec DeploymentSpec !
      3 status DeploymentStatus !
    DeploymentCondition
      1 type string ! <v1.DeploymentConditionType>
      2 status string ! <v1.ConditionStatus>
      6 lastUpdateTime time !
      7 lastTransitionTime time !
      4 reason string
      5 message string
    DeploymentList typed
      1 metadata meta.ListMeta !
      2 items []Deployment !
    DeploymentSpec
      1 replicas int32 *
      2 selector meta.LabelSelector ?
      3 template core.PodTemplateSpec !
      4 strategy DeploymentStrategy ! retainKeys
      5 minReadySeconds int32
      6 revisionHistoryLimit int32 *
      7 paused bool
      9 progressDeadlineSeconds int32 *
    DeploymentStatus
      1 observedGeneration int64
      2 replicas int32
      3 updatedReplicas int32
      7 readyReplicas int32
      4 availableReplicas int32
      5 unavailableReplicas int32
      9 terminatingReplicas int32 *
      6 conditions []DeploymentCondition map=type merge=type
      8 collisionCount int32 *
    DeploymentStrategy
      1 type string <v1.DeploymentStrategyType>
      2 rollingUpdate RollingUpdateDeployment *
    ReplicaSet typed
      1 metadata meta.ObjectMeta !
      2 spec ReplicaSetSpec !
      3 status ReplicaSetStatus !
    ReplicaSetCondition
      1 type string ! <v1.ReplicaSetConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
    ReplicaSetList typed
      1 metadata meta.ListMeta !
      2 items []ReplicaSet !
    ReplicaSetSpec
      1 replicas int32 *
      4 minReadySeconds int32
      2 selector meta.LabelSelector ?
      3 template core.PodTemplateSpec !
    ReplicaSetStatus
      1 replicas int32 !
      2 fullyLabeledReplicas int32
      4 readyReplicas int32
      5 availableReplicas int32
      7 terminatingReplicas int32 *
      3 observedGeneration int64
      6 conditions []ReplicaSetCondition map=type merge=type
    RollingUpdateDaemonSet
      1 maxUnavailable intOrString *
      2 maxSurge intOrString *
    RollingUpdateDeployment
      1 maxUnavailable intOrString *
      2 maxSurge intOrString *
    RollingUpdateStatefulSetStrategy
      1 partition int32 *
      2 maxUnavailable intOrString *
    StatefulSet typed
      1 metadata meta.ObjectMeta !
      2 spec StatefulSetSpec !
      3 status StatefulSetStatus !
    StatefulSetCondition
      1 type string ! <v1.StatefulSetConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
    StatefulSetList typed
      1 metadata meta.ListMeta !
      2 items []StatefulSet !
    StatefulSetOrdinals
      1 start int32 !
    StatefulSetPersistentVolumeClaimRetentionPolicy
      1 whenDeleted string <v1.PersistentVolumeClaimRetentionPolicyType>
      2 whenScaled string <v1.PersistentVolumeClaimRetentionPolicyType>
    StatefulSetSpec
      1 replicas int32 *
      2 selector meta.LabelSelector ?
      3 template core.PodTemplateSpec !
      4 volumeClaimTemplates []core.PersistentVolumeClaim
      5 serviceName string !
      6 podManagementPolicy string <v1.PodManagementPolicyType>
      7 updateStrategy StatefulSetUpdateStrategy !
      8 revisionHistoryLimit int32 *
      9 minReadySeconds int32
      10 persistentVolumeClaimRetentionPolicy StatefulSetPersistentVolumeClaimRetentionPolicy *
      11 ordinals StatefulSetOrdinals *
    StatefulSetStatus
      1 observedGeneration int64
      2 replicas int32 !
      3 readyReplicas int32
      4 currentReplicas int32
      5 updatedReplicas int32
      6 currentRevision string
      7 updateRevision string
      9 collisionCount int32 *
      10 conditions []StatefulSetCondition map=type merge=type
      11 availableReplicas int32 !
    StatefulSetUpdateStrategy
      1 type string <v1.StatefulSetUpdateStrategyType>
      2 rollingUpdate RollingUpdateStatefulSetStrategy *
    @batch
    CronJob typed
      1 metadata meta.ObjectMeta !
      2 spec CronJobSpec !
      3 status CronJobStatus !
    CronJobList typed
      1 metadata meta.ListMeta !
      2 items []CronJob !
    CronJobSpec
      1 schedule string !
      8 timeZone string *
      2 startingDeadlineSeconds int64 *
      3 concurrencyPolicy string <v1.ConcurrencyPolicy>
      4 suspend bool *
      5 jobTemplate JobTemplateSpec !
      6 successfulJobsHistoryLimit int32 *
      7 failedJobsHistoryLimit int32 *
    CronJobStatus
      1 active []core.ObjectReference
      4 lastScheduleTime time *
      5 lastSuccessfulTime time *
    Job typed
      1 metadata meta.ObjectMeta !
      2 spec JobSpec !
      3 status JobStatus !
    JobCondition
      1 type string ! <v1.JobConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastProbeTime time !
      4 lastTransitionTime time !
      5 reason string
      6 message string
    JobList typed
      1 metadata meta.ListMeta !
      2 items []Job !
    JobSpec
      1 parallelism int32 *
      2 completions int32 *
      3 activeDeadlineSeconds int64 *
      11 podFailurePolicy PodFailurePolicy *
      16 successPolicy SuccessPolicy *
      7 backoffLimit int32 *
      12 backoffLimitPerIndex int32 *
      13 maxFailedIndexes int32 *
      4 selector meta.LabelSelector *
      5 manualSelector bool *
      6 template core.PodTemplateSpec !
      8 ttlSecondsAfterFinished int32 *
      9 completionMode string * <v1.CompletionMode>
      10 suspend bool *
      14 podReplacementPolicy string * <v1.PodReplacementPolicy>
      15 managedBy string *
    JobStatus
      1 conditions []JobCondition merge=type
      2 startTime time *
      3 completionTime time *
      4 active int32
      5 succeeded int32
      6 failed int32
      11 terminating int32 *
      7 completedIndexes string
      10 failedIndexes string *
      8 uncountedTerminatedPods UncountedTerminatedPods *
      9 ready int32 *
    JobTemplateSpec
      1 metadata meta.ObjectMeta !
      2 spec JobSpec !
    PodFailurePolicy
      1 rules []PodFailurePolicyRule !
    PodFailurePolicyOnExitCodesRequirement
      1 containerName string *
      2 operator string ! <v1.PodFailurePolicyOnExitCodesOperator>
      3 values []int32 ! set
    PodFailurePolicyOnPodConditionsPattern
      1 type string ! <v1.PodConditionType>
      2 status string ! <v1.ConditionStatus>
    PodFailurePolicyRule
      1 action string ! <v1.PodFailurePolicyAction>
      2 onExitCodes PodFailurePolicyOnExitCodesRequirement *
      3 onPodConditions []PodFailurePolicyOnPodConditionsPattern
    SuccessPolicy
      1 rules []SuccessPolicyRule !
    SuccessPolicyRule
      1 succeededIndexes string *
      2 succeededCount int32 *
    UncountedTerminatedPods
      1 succeeded []string set <[]types.UID>
      2 failed []string set <[]types.UID>
    @autoscaling
    ContainerResourceMetricSource
      1 name string ! <v1.ResourceName>
      2 target MetricTarget !
      3 container string !
    ContainerResourceMetricStatus
      1 name string ! <v1.ResourceName>
      2 current MetricValueStatus !
      3 container string !
    CrossVersionObjectReference
      1 kind string !
      2 name string !
      3 apiVersion string
    ExternalMetricSource
      1 metric MetricIdentifier !
      2 target MetricTarget !
    ExternalMetricStatus
      1 metric MetricIdentifier !
      2 current MetricValueStatus !
    HPAScalingPolicy
      1 type string ! <v2.HPAScalingPolicyType>
      2 value int32 !
      3 periodSeconds int32 !
    HPAScalingRules
      3 stabilizationWindowSeconds int32 *
      1 selectPolicy string * <v2.ScalingPolicySelect>
      2 policies []HPAScalingPolicy
      4 tolerance quantity *
    HorizontalPodAutoscaler typed
      1 metadata meta.ObjectMeta !
      2 spec HorizontalPodAutoscalerSpec !
      3 status HorizontalPodAutoscalerStatus !
    HorizontalPodAutoscalerBehavior
      1 scaleUp HPAScalingRules *
      2 scaleDown HPAScalingRules *
    HorizontalPodAutoscalerCondition
      1 type string ! <v2.HorizontalPodAutoscalerConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
    HorizontalPodAutoscalerList typed
      1 metadata meta.ListMeta !
      2 items []HorizontalPodAutoscaler !
    HorizontalPodAutoscalerSpec
      1 scaleTargetRef CrossVersionObjectReference !
      2 minReplicas int32 *
      3 maxReplicas int32 !
      4 metrics []MetricSpec
      5 behavior HorizontalPodAutoscalerBehavior *
    HorizontalPodAutoscalerStatus
      1 observedGeneration int64 *
      2 lastScaleTime time *
      3 currentReplicas int32
      4 desiredReplicas int32 !
      5 currentMetrics []MetricStatus !
      6 conditions []HorizontalPodAutoscalerCondition map=type merge=type
    MetricIdentifier
      1 name string !
      2 selector meta.LabelSelector *
    MetricSpec
      1 type string ! <v2.MetricSourceType>
      2 object ObjectMetricSource *
      3 pods PodsMetricSource *
      4 resource ResourceMetricSource *
      7 containerResource ContainerResourceMetricSource *
      5 external ExternalMetricSource *
    MetricStatus
      1 type string ! <v2.MetricSourceType>
      2 object ObjectMetricStatus *
      3 pods PodsMetricStatus *
      4 resource ResourceMetricStatus *
      7 containerResource ContainerResourceMetricStatus *
      5 external ExternalMetricStatus *
    MetricTarget
      1 type string ! <v2.MetricTargetType>
      2 value quantity *
      3 averageValue quantity *
      4 averageUtilization int32 *
    MetricValueStatus
      1 value quantity *
      2 averageValue quantity *
      3 averageUtilization int32 *
    ObjectMetricSource
      1 describedObject CrossVersionObjectReference !
      2 target MetricTarget !
      3 metric MetricIdentifier !
    ObjectMetricStatus
      1 metric MetricIdentifier !
      2 current MetricValueStatus !
      3 describedObject CrossVersionObjectReference !
    PodsMetricSource
      1 metric MetricIdentifier !
      2 target MetricTarget !
    PodsMetricStatus
      1 metric MetricIdentifier !
      2 current MetricValueStatus !
    ResourceMetricSource
      1 name string ! <v1.ResourceName>
      2 target MetricTarget !
    ResourceMetricStatus
      1 name string ! <v1.ResourceName>
      2 current MetricValueStatus !
    Scale typed
      1 metadata meta.ObjectMeta !
      2 spec ScaleSpec !
      3 status ScaleStatus !
    ScaleSpec
      1 replicas int32
    ScaleStatus
      1 replicas int32 !
      2 selector string
    @policy
    Eviction typed
      1 metadata meta.ObjectMeta !
      2 deleteOptions meta.DeleteOptions *
    PodDisruptionBudget typed
      1 metadata meta.ObjectMeta !
      2 spec PodDisruptionBudgetSpec !
      3 status PodDisruptionBudgetStatus !
    PodDisruptionBudgetList typed
      1 metadata meta.ListMeta !
      2 items []PodDisruptionBudget !
    PodDisruptionBudgetSpec
      1 minAvailable intOrString *
      2 selector meta.LabelSelector * replace
      3 maxUnavailable intOrString *
      4 unhealthyPodEvictionPolicy string * <v1.UnhealthyPodEvictionPolicyType>
    PodDisruptionBudgetStatus
      1 observedGeneration int64
      2 disruptedPods {}time
      3 disruptionsAllowed int32 !
      4 currentHealthy int32 !
      5 desiredHealthy int32 !
      6 expectedPods int32 !
      7 conditions []meta.Condition map=type merge=type
    """
}
