extension SchemaTable {
  /// Nodes, and what chooses them.
  static let nodes = """
    @core
    AttachedVolume
      1 name string ! <v1.UniqueVolumeName>
      2 devicePath string !
    ConfigMapNodeConfigSource
      1 namespace string !
      2 name string !
      3 uid string <types.UID>
      4 resourceVersion string
      5 kubeletConfigKey string !
    ContainerImage
      1 names []string !
      2 sizeBytes int64
    DaemonEndpoint
      1 Port int32 !
    Node typed
      1 metadata meta.ObjectMeta !
      2 spec NodeSpec !
      3 status NodeStatus !
    NodeAddress
      1 type string ! <v1.NodeAddressType>
      2 address string !
    NodeAffinity
      1 requiredDuringSchedulingIgnoredDuringExecution NodeSelector *
      2 preferredDuringSchedulingIgnoredDuringExecution []PreferredSchedulingTerm
    NodeAllocatableResourceClaimStatus
      1 resourceClaimName string !
      2 containers []string set
      3 resources {}quantity ! <map[v1.ResourceName]resource.Quantity>
    NodeCondition
      1 type string ! <v1.NodeConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastHeartbeatTime time !
      4 lastTransitionTime time !
      5 reason string
      6 message string
    NodeConfigSource
      2 configMap ConfigMapNodeConfigSource *
    NodeConfigStatus
      1 assigned NodeConfigSource *
      2 active NodeConfigSource *
      3 lastKnownGood NodeConfigSource *
      4 error string
    NodeDaemonEndpoints
      1 kubeletEndpoint DaemonEndpoint !
    NodeFeatures
      1 supplementalGroupsPolicy bool *
    NodeList typed
      1 metadata meta.ListMeta !
      2 items []Node !
    NodeRuntimeHandler
      1 name string !
      2 features NodeRuntimeHandlerFeatures *
    NodeRuntimeHandlerFeatures
      1 recursiveReadOnlyMounts bool *
      2 userNamespaces bool *
    NodeSelector atomic
      1 nodeSelectorTerms []NodeSelectorTerm !
    NodeSelectorRequirement
      1 key string !
      2 operator string ! <v1.NodeSelectorOperator>
      3 values []string
    NodeSelectorTerm atomic
      1 matchExpressions []NodeSelectorRequirement
      2 matchFields []NodeSelectorRequirement
    NodeSpec
      1 podCIDR string
      7 podCIDRs []string set merge
      3 providerID string
      4 unschedulable bool
      5 taints []Taint
      6 configSource NodeConfigSource *
      2 externalID string
    NodeStatus
      1 capacity {}quantity <v1.ResourceList>
      2 allocatable {}quantity <v1.ResourceList>
      3 phase string <v1.NodePhase>
      4 conditions []NodeCondition map=type merge=type
      5 addresses []NodeAddress map=type merge=type
      6 daemonEndpoints NodeDaemonEndpoints !
      7 nodeInfo NodeSystemInfo !
      8 images []ContainerImage
      9 volumesInUse []string <[]v1.UniqueVolumeName>
      10 volumesAttached []AttachedVolume
      11 config NodeConfigStatus *
      12 runtimeHandlers []NodeRuntimeHandler
      13 features NodeFeatures *
      14 declaredFeatures []string
    NodeSwapStatus
      1 capacity int64 *
    NodeSystemInfo
      1 machineID string !
      2 systemUUID string !
      3 bootID string !
      4 kernelVersion string !
      5 osImage string !
      6 containerRuntimeVersion string !
      7 kubeletVersion string !
      8 kubeProxyVersion string !
      9 operatingSystem string !
      10 architecture string !
      11 swap NodeSwapStatus *
    PreferredSchedulingTerm
      1 weight int32 !
      2 preference NodeSelectorTerm !
    Taint
      1 key string !
      2 value string
      3 effect string ! <v1.TaintEffect>
      4 timeAdded time *
    TopologySelectorLabelRequirement
      1 key string !
      2 values []string !
    TopologySelectorTerm atomic
      1 matchLabelExpressions []TopologySelectorLabelRequirement
    """
}
