extension SchemaTable {
  /// Pods, without what is in their containers and volumes.
  static let pods = """
    @core
    Affinity
      1 nodeAffinity NodeAffinity *
      2 podAffinity PodAffinity *
      3 podAntiAffinity PodAntiAffinity *
    HostAlias
      1 ip string !
      2 hostnames []string
    HostIP
      1 ip string !
    Pod typed
      1 metadata meta.ObjectMeta !
      2 spec PodSpec !
      3 status PodStatus !
    PodAffinity
      1 requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
      2 preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
    PodAffinityTerm
      1 labelSelector meta.LabelSelector *
      2 namespaces []string
      3 topologyKey string !
      4 namespaceSelector meta.LabelSelector *
      5 matchLabelKeys []string
      6 mismatchLabelKeys []string
    PodAntiAffinity
      1 requiredDuringSchedulingIgnoredDuringExecution []PodAffinityTerm
      2 preferredDuringSchedulingIgnoredDuringExecution []WeightedPodAffinityTerm
    PodCondition
      1 type string ! <v1.PodConditionType>
      7 observedGeneration int64
      2 status string ! <v1.ConditionStatus>
      3 lastProbeTime time !
      4 lastTransitionTime time !
      5 reason string
      6 message string
    PodDNSConfig
      1 nameservers []string
      2 searches []string
      3 options []PodDNSConfigOption
    PodDNSConfigOption
      1 name string
      2 value string *
    PodExtendedResourceClaimStatus
      1 requestMappings []ContainerExtendedResourceRequest !
      2 resourceClaimName string !
    PodIP
      1 ip string !
    PodList typed
      1 metadata meta.ListMeta !
      2 items []Pod !
    PodOS
      1 name string ! <v1.OSName>
    PodReadinessGate
      1 conditionType string ! <v1.PodConditionType>
    PodResourceClaim
      1 name string !
      3 resourceClaimName string *
      4 resourceClaimTemplateName string *
    PodResourceClaimStatus
      1 name string !
      2 resourceClaimName string *
    PodSchedulingGate
      1 name string !
    PodSchedulingGroup
      1 podGroupName string *
    PodSecurityContext
      1 seLinuxOptions SELinuxOptions *
      8 windowsOptions WindowsSecurityContextOptions *
      2 runAsUser int64 *
      6 runAsGroup int64 *
      3 runAsNonRoot bool *
      4 supplementalGroups []int64
      12 supplementalGroupsPolicy string * <v1.SupplementalGroupsPolicy>
      5 fsGroup int64 *
      7 sysctls []Sysctl
      9 fsGroupChangePolicy string * <v1.PodFSGroupChangePolicy>
      10 seccompProfile SeccompProfile *
      11 appArmorProfile AppArmorProfile *
      13 seLinuxChangePolicy string * <v1.PodSELinuxChangePolicy>
    PodSpec
      1 volumes []Volume map=name merge=name retainKeys
      20 initContainers []Container map=name merge=name
      2 containers []Container ! map=name merge=name
      34 ephemeralContainers []EphemeralContainer map=name merge=name
      3 restartPolicy string <v1.RestartPolicy>
      4 terminationGracePeriodSeconds int64 *
      5 activeDeadlineSeconds int64 *
      6 dnsPolicy string <v1.DNSPolicy>
      7 nodeSelector {}string atomic
      8 serviceAccountName string
      9 serviceAccount string
      21 automountServiceAccountToken bool *
      10 nodeName string
      11 hostNetwork bool
      12 hostPID bool
      13 hostIPC bool
      27 shareProcessNamespace bool *
      14 securityContext PodSecurityContext *
      15 imagePullSecrets []LocalObjectReference map=name merge=name
      16 hostname string
      17 subdomain string
      18 affinity Affinity *
      19 schedulerName string
      22 tolerations []Toleration
      23 hostAliases []HostAlias map=ip merge=ip
      24 priorityClassName string
      25 priority int32 *
      26 dnsConfig PodDNSConfig *
      28 readinessGates []PodReadinessGate
      29 runtimeClassName string *
      30 enableServiceLinks bool *
      31 preemptionPolicy string * <v1.PreemptionPolicy>
      32 overhead {}quantity <v1.ResourceList>
      33 topologySpreadConstraints []TopologySpreadConstraint map=topologyKey,whenUnsatisfiable \
        merge=topologyKey
      35 setHostnameAsFQDN bool *
      36 os PodOS *
      37 hostUsers bool *
      38 schedulingGates []PodSchedulingGate map=name merge=name
      39 resourceClaims []PodResourceClaim map=name merge=name retainKeys
      40 resources ResourceRequirements *
      41 hostnameOverride string *
      43 schedulingGroup PodSchedulingGroup *
    PodStatus
      17 observedGeneration int64
      1 phase string <v1.PodPhase>
      2 conditions []PodCondition map=type merge=type
      3 message string
      4 reason string
      11 nominatedNodeName string
      5 hostIP string
      16 hostIPs []HostIP merge=ip
      6 podIP string
      12 podIPs []PodIP map=ip merge=ip
      7 startTime time *
      10 initContainerStatuses []ContainerStatus
      8 containerStatuses []ContainerStatus
      9 qosClass string <v1.PodQOSClass>
      13 ephemeralContainerStatuses []ContainerStatus
      14 resize string <v1.PodResizeStatus>
      15 resourceClaimStatuses []PodResourceClaimStatus map=name merge=name retainKeys
      18 extendedResourceClaimStatus PodExtendedResourceClaimStatus *
      19 allocatedResources {}quantity <v1.ResourceList>
      20 resources ResourceRequirements *
      21 nodeAllocatableResourceClaimStatuses []NodeAllocatableResourceClaimStatus
    PodTemplate typed
      1 metadata meta.ObjectMeta !
      2 template PodTemplateSpec !
    PodTemplateList typed
      1 metadata meta.ListMeta !
      2 items []PodTemplate !
    PodTemplateSpec
      1 metadata meta.ObjectMeta !
      2 spec PodSpec !
    ReplicationController typed
      1 metadata meta.ObjectMeta !
      2 spec ReplicationControllerSpec !
      3 status ReplicationControllerStatus !
    ReplicationControllerCondition
      1 type string ! <v1.ReplicationControllerConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastTransitionTime time !
      4 reason string
      5 message string
    ReplicationControllerList typed
      1 metadata meta.ListMeta !
      2 items []ReplicationController !
    ReplicationControllerSpec
      1 replicas int32 *
      4 minReadySeconds int32
      2 selector {}string atomic
      3 template PodTemplateSpec *
    ReplicationControllerStatus
      1 replicas int32 !
      2 fullyLabeledReplicas int32
      4 readyReplicas int32
      5 availableReplicas int32
      3 observedGeneration int64
      6 conditions []ReplicationControllerCondition map=type merge=type
    Sysctl
      1 name string !
      2 value string !
    Toleration
      1 key string
      2 operator string <v1.TolerationOperator>
      3 value string
      4 effect string <v1.TaintEffect>
      5 tolerationSeconds int64 *
    TopologySpreadConstraint
      1 maxSkew int32 !
      2 topologyKey string !
      3 whenUnsatisfiable string ! <v1.UnsatisfiableConstraintAction>
      4 labelSelector meta.LabelSelector *
      5 minDomains int32 *
      6 nodeAffinityPolicy string * <v1.NodeInclusionPolicy>
      7 nodeTaintsPolicy string * <v1.NodeInclusionPolicy>
      8 matchLabelKeys []string
    WeightedPodAffinityTerm
      1 weight int32 !
      2 podAffinityTerm PodAffinityTerm !
    """
}
