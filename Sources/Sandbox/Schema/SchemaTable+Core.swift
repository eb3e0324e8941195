extension SchemaTable {
  /// The kinds of the core group.
  static let core = """
    @core
    AWSElasticBlockStoreVolumeSource
      1 volumeID string !
      2 fsType string
      3 partition int32
      4 readOnly bool
    Affinity
      1 nodeAffinity NodeAffinity *
      2 podAffinity PodAffinity *
      3 podAntiAffinity PodAntiAffinity *
    AppArmorProfile
      1 type string ! <v1.AppArmorProfileType>
      2 localhostProfile string *
    AttachedVolume
      1 name string ! <v1.UniqueVolumeName>
      2 devicePath string !
    AzureDiskVolumeSource
      1 diskName string !
      2 diskURI string !
      3 cachingMode string * <v1.AzureDataDiskCachingMode>
      4 fsType string *
      5 readOnly bool *
      6 kind string * <v1.AzureDataDiskKind>
    AzureFilePersistentVolumeSource
      1 secretName string !
      2 shareName string !
      3 readOnly bool
      4 secretNamespace string ?
    AzureFileVolumeSource
      1 secretName string !
      2 shareName string !
      3 readOnly bool
    Binding typed
      1 metadata meta.ObjectMeta !
      2 target ObjectReference !
    CSIPersistentVolumeSource
      1 driver string !
      2 volumeHandle string !
      3 readOnly bool
      4 fsType string
      5 volumeAttributes {}string
      6 controllerPublishSecretRef SecretReference *
      7 nodeStageSecretRef SecretReference *
      8 nodePublishSecretRef SecretReference *
      9 controllerExpandSecretRef SecretReference *
      10 nodeExpandSecretRef SecretReference *
    CSIVolumeSource
      1 driver string !
      2 readOnly bool *
      3 fsType string *
      4 volumeAttributes {}string
      5 nodePublishSecretRef LocalObjectReference *
    Capabilities
      1 add []string <[]v1.Capability>
      2 drop []string <[]v1.Capability>
    CephFSPersistentVolumeSource
      1 monitors []string !
      2 path string
      3 user string
      4 secretFile string
      5 secretRef SecretReference *
      6 readOnly bool
    CephFSVolumeSource
      1 monitors []string !
      2 path string
      3 user string
      4 secretFile string
      5 secretRef LocalObjectReference *
      6 readOnly bool
    CinderPersistentVolumeSource
      1 volumeID string !
      2 fsType string
      3 readOnly bool
      4 secretRef SecretReference *
    CinderVolumeSource
      1 volumeID string !
      2 fsType string
      3 readOnly bool
      4 secretRef LocalObjectReference *
    ClientIPConfig
      1 timeoutSeconds int32 *
    ClusterTrustBundleProjection
      1 name string *
      2 signerName string *
      3 labelSelector meta.LabelSelector *
      5 optional bool *
      4 path string !
    ConfigMap typed
      1 metadata meta.ObjectMeta !
      4 immutable bool *
      2 data {}string
      3 binaryData {}bytes
    ConfigMapEnvSource
      1 + LocalObjectReference
        1 name string
      2 optional bool *
    ConfigMapKeySelector atomic
      1 + LocalObjectReference
        1 name string
      2 key string !
      3 optional bool *
    ConfigMapList typed
      1 metadata meta.ListMeta !
      2 items []ConfigMap !
    ConfigMapNodeConfigSource
      1 namespace string !
      2 name string !
      3 uid string <types.UID>
      4 resourceVersion string
      5 kubeletConfigKey string !
    ConfigMapProjection
      1 + LocalObjectReference
        1 name string
      2 items []KeyToPath
      4 optional bool *
    ConfigMapVolumeSource
      1 + LocalObjectReference
        1 name string
      2 items []KeyToPath
      3 defaultMode int32 *
      4 optional bool *
    Container
      1 name string !
      2 image string
      3 command []string
      4 args []string
      5 workingDir string
      6 ports []ContainerPort map=containerPort,protocol merge=containerPort
      19 envFrom []EnvFromSource
      7 env []EnvVar map=name merge=name
      8 resources ResourceRequirements !
      23 resizePolicy []ContainerResizePolicy
      24 restartPolicy string * <v1.ContainerRestartPolicy>
      25 restartPolicyRules []ContainerRestartRule
      9 volumeMounts []VolumeMount map=mountPath merge=mountPath
      21 volumeDevices []VolumeDevice map=devicePath merge=devicePath
      10 livenessProbe Probe *
      11 readinessProbe Probe *
      22 startupProbe Probe *
      12 lifecycle Lifecycle *
      13 terminationMessagePath string
      20 terminationMessagePolicy string <v1.TerminationMessagePolicy>
      14 imagePullPolicy string <v1.PullPolicy>
      15 securityContext SecurityContext *
      16 stdin bool
      17 stdinOnce bool
      18 tty bool
    ContainerExtendedResourceRequest
      1 containerName string !
      2 resourceName string !
      3 requestName string !
    ContainerImage
      1 names []string !
      2 sizeBytes int64
    ContainerPort
      1 name string
      2 hostPort int32
      3 containerPort int32 !
      4 protocol string <v1.Protocol>
      5 hostIP string
    ContainerResizePolicy
      1 resourceName string ! <v1.ResourceName>
      2 restartPolicy string ! <v1.ResourceResizeRestartPolicy>
    ContainerRestartRule
      1 action string <v1.ContainerRestartRuleAction>
      2 exitCodes ContainerRestartRuleOnExitCodes *
    ContainerRestartRuleOnExitCodes
      1 operator string <v1.ContainerRestartRuleOnExitCodesOperator>
      2 values []int32 set
    ContainerState
      1 waiting ContainerStateWaiting *
      2 running ContainerStateRunning *
      3 terminated ContainerStateTerminated *
    ContainerStateRunning
      1 startedAt time !
    ContainerStateTerminated
      1 exitCode int32 !
      2 signal int32
      3 reason string
      4 message string
      5 startedAt time !
      6 finishedAt time !
      7 containerID string
    ContainerStateWaiting
      1 reason string
      2 message string
    ContainerStatus
      1 name string !
      2 state ContainerState !
      3 lastState ContainerState !
      4 ready bool !
      5 restartCount int32 !
      6 image string !
      7 imageID string !
      8 containerID string
      9 started bool *
      10 allocatedResources {}quantity <v1.ResourceList>
      11 resources ResourceRequirements *
      12 volumeMounts []VolumeMountStatus map=mountPath merge=mountPath
      13 user ContainerUser *
      14 allocatedResourcesStatus []ResourceStatus map=name merge=name
      15 stopSignal string * <v1.Signal>
    ContainerUser
      1 linux LinuxContainerUser *
    DaemonEndpoint
      1 Port int32 !
    DownwardAPIProjection
      1 items []DownwardAPIVolumeFile
    DownwardAPIVolumeFile
      1 path string !
      2 fieldRef ObjectFieldSelector *
      3 resourceFieldRef ResourceFieldSelector *
      4 mode int32 *
    DownwardAPIVolumeSource
      1 items []DownwardAPIVolumeFile
      2 defaultMode int32 *
    EmptyDirVolumeSource
      1 medium string <v1.StorageMedium>
      2 sizeLimit quantity *
    EndpointAddress atomic
      1 ip string !
      3 hostname string
      4 nodeName string *
      2 targetRef ObjectReference *
    EndpointPort atomic
      1 name string
      2 port int32 !
      3 protocol string <v1.Protocol>
      4 appProtocol string *
    EndpointSubset
      1 addresses []EndpointAddress
      2 notReadyAddresses []EndpointAddress
      3 ports []EndpointPort
    Endpoints typed
      1 metadata meta.ObjectMeta !
      2 subsets []EndpointSubset
    EndpointsList typed
      1 metadata meta.ListMeta !
      2 items []Endpoints !
    EnvFromSource
      1 prefix string
      2 configMapRef ConfigMapEnvSource *
      3 secretRef SecretEnvSource *
    EnvVar
      1 name string !
      2 value string
      3 valueFrom EnvVarSource *
    EnvVarSource
      1 fieldRef ObjectFieldSelector *
      2 resourceFieldRef ResourceFieldSelector *
      3 configMapKeyRef ConfigMapKeySelector *
      4 secretKeyRef SecretKeySelector *
      5 fileKeyRef FileKeySelector *
    EphemeralContainer
      1 + EphemeralContainerCommon
        1 name string !
        2 image string
        3 command []string
        4 args []string
        5 workingDir string
        6 ports []ContainerPort map=containerPort,protocol merge=containerPort
        19 envFrom []EnvFromSource
        7 env []EnvVar map=name merge=name
        8 resources ResourceRequirements !
        23 resizePolicy []ContainerResizePolicy
        24 restartPolicy string * <v1.ContainerRestartPolicy>
        25 restartPolicyRules []ContainerRestartRule
        9 volumeMounts []VolumeMount map=mountPath merge=mountPath
        21 volumeDevices []VolumeDevice map=devicePath merge=devicePath
        10 livenessProbe Probe *
        11 readinessProbe Probe *
        22 startupProbe Probe *
        12 lifecycle Lifecycle *
        13 terminationMessagePath string
        20 terminationMessagePolicy string <v1.TerminationMessagePolicy>
        14 imagePullPolicy string <v1.PullPolicy>
        15 securityContext SecurityContext *
        16 stdin bool
        17 stdinOnce bool
        18 tty bool
      2 targetContainerName string
    EphemeralVolumeSource
      1 volumeClaimTemplate PersistentVolumeClaimTemplate *
    Event typed
      1 metadata meta.ObjectMeta !
      2 involvedObject ObjectReference !
      3 reason string
      4 message string
      5 source EventSource !
      6 firstTimestamp time !
      7 lastTimestamp time !
      8 count int32
      9 type string
      10 eventTime microTime !
      11 series EventSeries *
      12 action string
      13 related ObjectReference *
      14 reportingComponent string !
      15 reportingInstance string !
    EventList typed
      1 metadata meta.ListMeta !
      2 items []Event !
    EventSeries
      1 count int32
      2 lastObservedTime microTime !
    EventSource
      1 component string
      2 host string
    ExecAction
      1 command []string
    FCVolumeSource
      1 targetWWNs []string
      2 lun int32 *
      3 fsType string
      4 readOnly bool
      5 wwids []string
    FileKeySelector atomic
      1 volumeName string !
      2 path string !
      3 key string !
      4 optional bool *
    FlexPersistentVolumeSource
      1 driver string !
      2 fsType string
      3 secretRef SecretReference *
      4 readOnly bool
      5 options {}string
    FlexVolumeSource
      1 driver string !
      2 fsType string
      3 secretRef LocalObjectReference *
      4 readOnly bool
      5 options {}string
    FlockerVolumeSource
      1 datasetName string
      2 datasetUUID string
    GCEPersistentDiskVolumeSource
      1 pdName string !
      2 fsType string
      3 partition int32
      4 readOnly bool
    GRPCAction
      1 port int32 !
      2 service string ?
    GitRepoVolumeSource
      1 repository string !
      2 revision string
      3 directory string
    GlusterfsPersistentVolumeSource
      1 endpoints string !
      2 path string !
      3 readOnly bool
      4 endpointsNamespace string *
    GlusterfsVolumeSource
      1 endpoints string !
      2 path string !
      3 readOnly bool
    HTTPGetAction
      1 path string
      2 port intOrString !
      3 host string
      4 scheme string <v1.URIScheme>
      5 httpHeaders []HTTPHeader
    HTTPHeader
      1 name string !
      2 value string !
    HostAlias
      1 ip string !
      2 hostnames []string
    HostIP
      1 ip string !
    HostPathVolumeSource
      1 path string !
      2 type string * <v1.HostPathType>
    ISCSIPersistentVolumeSource
      1 targetPortal string !
      2 iqn string !
      3 lun int32 !
      4 iscsiInterface string
      5 fsType string
      6 readOnly bool
      7 portals []string
      8 chapAuthDiscovery bool
      11 chapAuthSession bool
      10 secretRef SecretReference *
      12 initiatorName string *
    ISCSIVolumeSource
      1 targetPortal string !
      2 iqn string !
      3 lun int32 !
      4 iscsiInterface string
      5 fsType string
      6 readOnly bool
      7 portals []string
      8 chapAuthDiscovery bool
      11 chapAuthSession bool
      10 secretRef LocalObjectReference *
      12 initiatorName string *
    ImageVolumeSource
      1 reference string
      2 pullPolicy string <v1.PullPolicy>
    ImageVolumeStatus
      1 imageRef string
    KeyToPath
      1 key string !
      2 path string !
      3 mode int32 *
    Lifecycle
      1 postStart LifecycleHandler *
      2 preStop LifecycleHandler *
      3 stopSignal string * <v1.Signal>
    LifecycleHandler
      1 exec ExecAction *
      2 httpGet HTTPGetAction *
      3 tcpSocket TCPSocketAction *
      4 sleep SleepAction *
    LimitRange typed
      1 metadata meta.ObjectMeta !
      2 spec LimitRangeSpec !
    LimitRangeItem
      1 type string ! <v1.LimitType>
      2 max {}quantity <v1.ResourceList>
      3 min {}quantity <v1.ResourceList>
      4 default {}quantity <v1.ResourceList>
      5 defaultRequest {}quantity <v1.ResourceList>
      6 maxLimitRequestRatio {}quantity <v1.ResourceList>
    LimitRangeList typed
      1 metadata meta.ListMeta !
      2 items []LimitRange !
    LimitRangeSpec
      1 limits []LimitRangeItem !
    LinuxContainerUser
      1 uid int64 !
      2 gid int64 !
      3 supplementalGroups []int64
    LoadBalancerIngress
      1 ip string
      2 hostname string
      3 ipMode string * <v1.LoadBalancerIPMode>
      4 ports []PortStatus
    LoadBalancerStatus
      1 ingress []LoadBalancerIngress
    LocalObjectReference atomic
      1 name string
    LocalVolumeSource
      1 path string !
      2 fsType string *
    ModifyVolumeStatus
      1 targetVolumeAttributesClassName string
      2 status string ! <v1.PersistentVolumeClaimModifyVolumeStatus>
    NFSVolumeSource
      1 server string !
      2 path string !
      3 readOnly bool
    Namespace typed
      1 metadata meta.ObjectMeta !
      2 spec NamespaceSpec !
      3 status NamespaceStatus !
    NamespaceCondition
      1 type string ! <v1.NamespaceConditionType>
      2 status string ! <v1.ConditionStatus>
      4 lastTransitionTime time !
      5 reason string
      6 message string
    NamespaceList typed
      1 metadata meta.ListMeta !
      2 items []Namespace !
    NamespaceSpec
      1 finalizers []string <[]v1.FinalizerName>
    NamespaceStatus
      1 phase string <v1.NamespacePhase>
      2 conditions []NamespaceCondition map=type merge=type
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
    ObjectFieldSelector atomic
      1 apiVersion string
      2 fieldPath string !
    ObjectReference atomic
      1 kind string
      2 namespace string
      3 name string
      4 uid string <types.UID>
      5 apiVersion string
      6 resourceVersion string
      7 fieldPath string
    PersistentVolume typed
      1 metadata meta.ObjectMeta !
      2 spec PersistentVolumeSpec !
      3 status PersistentVolumeStatus !
    PersistentVolumeClaim typed
      1 metadata meta.ObjectMeta !
      2 spec PersistentVolumeClaimSpec !
      3 status PersistentVolumeClaimStatus !
    PersistentVolumeClaimCondition
      1 type string ! <v1.PersistentVolumeClaimConditionType>
      2 status string ! <v1.ConditionStatus>
      3 lastProbeTime time !
      4 lastTransitionTime time !
      5 reason string
      6 message string
    PersistentVolumeClaimList typed
      1 metadata meta.ListMeta !
      2 items []PersistentVolumeClaim !
    PersistentVolumeClaimSpec
      1 accessModes []string <[]v1.PersistentVolumeAccessMode>
      4 selector meta.LabelSelector *
      2 resources VolumeResourceRequirements !
      3 volumeName string
      5 storageClassName string *
      6 volumeMode string * <v1.PersistentVolumeMode>
      7 dataSource TypedLocalObjectReference *
      8 dataSourceRef TypedObjectReference *
      9 volumeAttributesClassName string *
    PersistentVolumeClaimStatus
      1 phase string <v1.PersistentVolumeClaimPhase>
      2 accessModes []string <[]v1.PersistentVolumeAccessMode>
      3 capacity {}quantity <v1.ResourceList>
      4 conditions []PersistentVolumeClaimCondition map=type merge=type
      5 allocatedResources {}quantity <v1.ResourceList>
      7 allocatedResourceStatuses {}string <map[v1.ResourceName]v1.ClaimResourceStatus>
      8 currentVolumeAttributesClassName string *
      9 modifyVolumeStatus ModifyVolumeStatus *
    PersistentVolumeClaimTemplate
      1 metadata meta.ObjectMeta !
      2 spec PersistentVolumeClaimSpec !
    PersistentVolumeClaimVolumeSource
      1 claimName string !
      2 readOnly bool
    PersistentVolumeList typed
      1 metadata meta.ListMeta !
      2 items []PersistentVolume !
    PersistentVolumeSpec
      1 capacity {}quantity <v1.ResourceList>
      2 + PersistentVolumeSource
        1 gcePersistentDisk GCEPersistentDiskVolumeSource *
        2 awsElasticBlockStore AWSElasticBlockStoreVolumeSource *
        3 hostPath HostPathVolumeSource *
        4 glusterfs GlusterfsPersistentVolumeSource *
        5 nfs NFSVolumeSource *
        6 rbd RBDPersistentVolumeSource *
        7 iscsi ISCSIPersistentVolumeSource *
        8 cinder CinderPersistentVolumeSource *
        9 cephfs CephFSPersistentVolumeSource *
        10 fc FCVolumeSource *
        11 flocker FlockerVolumeSource *
        12 flexVolume FlexPersistentVolumeSource *
        13 azureFile AzureFilePersistentVolumeSource *
        14 vsphereVolume VsphereVirtualDiskVolumeSource *
        15 quobyte QuobyteVolumeSource *
        16 azureDisk AzureDiskVolumeSource *
        17 photonPersistentDisk PhotonPersistentDiskVolumeSource *
        18 portworxVolume PortworxVolumeSource *
        19 scaleIO ScaleIOPersistentVolumeSource *
        20 local LocalVolumeSource *
        21 storageos StorageOSPersistentVolumeSource *
        22 csi CSIPersistentVolumeSource *
      3 accessModes []string <[]v1.PersistentVolumeAccessMode>
      4 claimRef ObjectReference * granular
      5 persistentVolumeReclaimPolicy string <v1.PersistentVolumeReclaimPolicy>
      6 storageClassName string
      7 mountOptions []string
      8 volumeMode string * <v1.PersistentVolumeMode>
      9 nodeAffinity VolumeNodeAffinity *
      10 volumeAttributesClassName string *
    PersistentVolumeStatus
      1 phase string <v1.PersistentVolumePhase>
      2 message string
      3 reason string
      4 lastPhaseTransitionTime time *
    PhotonPersistentDiskVolumeSource
      1 pdID string !
      2 fsType string
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
    PodCertificateProjection
      1 signerName string
      2 keyType string
      3 maxExpirationSeconds int32 *
      4 credentialBundlePath string
      5 keyPath string
      6 certificateChainPath string
      7 userAnnotations {}string
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
    PortStatus
      1 port int32 !
      2 protocol string ! <v1.Protocol>
      3 error string *
    PortworxVolumeSource
      1 volumeID string !
      2 fsType string
      3 readOnly bool
    PreferredSchedulingTerm
      1 weight int32 !
      2 preference NodeSelectorTerm !
    Probe
      1 + ProbeHandler
        1 exec ExecAction *
        2 httpGet HTTPGetAction *
        3 tcpSocket TCPSocketAction *
        4 grpc GRPCAction *
      2 initialDelaySeconds int32
      3 timeoutSeconds int32
      4 periodSeconds int32
      5 successThreshold int32
      6 failureThreshold int32
      7 terminationGracePeriodSeconds int64 *
    ProjectedVolumeSource
      1 sources []VolumeProjection !
      2 defaultMode int32 *
    QuobyteVolumeSource
      1 registry string !
      2 volume string !
      3 readOnly bool
      4 user string
      5 group string
      6 tenant string
    RBDPersistentVolumeSource
      1 monitors []string !
      2 image string !
      3 fsType string
      4 pool string
      5 user string
      6 keyring string
      7 secretRef SecretReference *
      8 readOnly bool
    RBDVolumeSource
      1 monitors []string !
      2 image string !
      3 fsType string
      4 pool string
      5 user string
      6 keyring string
      7 secretRef LocalObjectReference *
      8 readOnly bool
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
    ResourceClaim
      1 name string !
      2 request string
    ResourceFieldSelector atomic
      1 containerName string
      2 resource string !
      3 divisor quantity !
    ResourceHealth
      1 resourceID string ! <v1.ResourceID>
      2 health string <v1.ResourceHealthStatus>
      6 message string *
    ResourceQuota typed
      1 metadata meta.ObjectMeta !
      2 spec ResourceQuotaSpec !
      3 status ResourceQuotaStatus !
    ResourceQuotaList typed
      1 metadata meta.ListMeta !
      2 items []ResourceQuota !
    ResourceQuotaSpec
      1 hard {}quantity <v1.ResourceList>
      2 scopes []string <[]v1.ResourceQuotaScope>
      3 scopeSelector ScopeSelector *
    ResourceQuotaStatus
      1 hard {}quantity <v1.ResourceList>
      2 used {}quantity <v1.ResourceList>
    ResourceRequirements
      1 limits {}quantity <v1.ResourceList>
      2 requests {}quantity <v1.ResourceList>
      3 claims []ResourceClaim map=name
    ResourceStatus
      1 name string ! <v1.ResourceName>
      2 resources []ResourceHealth map=resourceID
    SELinuxOptions
      1 user string
      2 role string
      3 type string
      4 level string
    ScaleIOPersistentVolumeSource
      1 gateway string !
      2 system string !
      3 secretRef SecretReference ?
      4 sslEnabled bool
      5 protectionDomain string
      6 storagePool string
      7 storageMode string
      8 volumeName string
      9 fsType string
      10 readOnly bool
    ScaleIOVolumeSource
      1 gateway string !
      2 system string !
      3 secretRef LocalObjectReference ?
      4 sslEnabled bool
      5 protectionDomain string
      6 storagePool string
      7 storageMode string
      8 volumeName string
      9 fsType string
      10 readOnly bool
    ScopeSelector atomic
      1 matchExpressions []ScopedResourceSelectorRequirement
    ScopedResourceSelectorRequirement
      1 scopeName string ! <v1.ResourceQuotaScope>
      2 operator string ! <v1.ScopeSelectorOperator>
      3 values []string
    SeccompProfile
      1 type string ! <v1.SeccompProfileType>
      2 localhostProfile string *
    Secret typed
      1 metadata meta.ObjectMeta !
      5 immutable bool *
      2 data {}bytes
      4 stringData {}string
      3 type string <v1.SecretType>
    SecretEnvSource
      1 + LocalObjectReference
        1 name string
      2 optional bool *
    SecretKeySelector atomic
      1 + LocalObjectReference
        1 name string
      2 key string !
      3 optional bool *
    SecretList typed
      1 metadata meta.ListMeta !
      2 items []Secret !
    SecretProjection
      1 + LocalObjectReference
        1 name string
      2 items []KeyToPath
      4 optional bool *
    SecretReference atomic
      1 name string
      2 namespace string
    SecretVolumeSource
      1 secretName string
      2 items []KeyToPath
      3 defaultMode int32 *
      4 optional bool *
    SecurityContext
      1 capabilities Capabilities *
      2 privileged bool *
      3 seLinuxOptions SELinuxOptions *
      10 windowsOptions WindowsSecurityContextOptions *
      4 runAsUser int64 *
      8 runAsGroup int64 *
      5 runAsNonRoot bool *
      6 readOnlyRootFilesystem bool *
      7 allowPrivilegeEscalation bool *
      9 procMount string * <v1.ProcMountType>
      11 seccompProfile SeccompProfile *
      12 appArmorProfile AppArmorProfile *
    Service typed
      1 metadata meta.ObjectMeta !
      2 spec ServiceSpec !
      3 status ServiceStatus !
    ServiceAccount typed
      1 metadata meta.ObjectMeta !
      2 secrets []ObjectReference map=name merge=name
      3 imagePullSecrets []LocalObjectReference
      4 automountServiceAccountToken bool *
    ServiceAccountList typed
      1 metadata meta.ListMeta !
      2 items []ServiceAccount !
    ServiceAccountTokenProjection
      1 audience string
      2 expirationSeconds int64 *
      3 path string !
    ServiceList typed
      1 metadata meta.ListMeta !
      2 items []Service !
    ServicePort
      1 name string
      2 protocol string <v1.Protocol>
      6 appProtocol string *
      3 port int32 !
      4 targetPort intOrString !
      5 nodePort int32
    ServiceSpec
      1 ports []ServicePort map=port,protocol merge=port
      2 selector {}string atomic
      3 clusterIP string
      18 clusterIPs []string
      4 type string <v1.ServiceType>
      5 externalIPs []string
      7 sessionAffinity string <v1.ServiceAffinity>
      8 loadBalancerIP string
      9 loadBalancerSourceRanges []string
      10 externalName string
      11 externalTrafficPolicy string <v1.ServiceExternalTrafficPolicy>
      12 healthCheckNodePort int32
      13 publishNotReadyAddresses bool
      14 sessionAffinityConfig SessionAffinityConfig *
      19 ipFamilies []string <[]v1.IPFamily>
      17 ipFamilyPolicy string * <v1.IPFamilyPolicy>
      20 allocateLoadBalancerNodePorts bool *
      21 loadBalancerClass string *
      22 internalTrafficPolicy string * <v1.ServiceInternalTrafficPolicy>
      23 trafficDistribution string *
    ServiceStatus
      1 loadBalancer LoadBalancerStatus !
      2 conditions []meta.Condition map=type merge=type
    SessionAffinityConfig
      1 clientIP ClientIPConfig *
    SleepAction
      1 seconds int64 !
    StorageOSPersistentVolumeSource
      1 volumeName string
      2 volumeNamespace string
      3 fsType string
      4 readOnly bool
      5 secretRef ObjectReference *
    StorageOSVolumeSource
      1 volumeName string
      2 volumeNamespace string
      3 fsType string
      4 readOnly bool
      5 secretRef LocalObjectReference *
    Sysctl
      1 name string !
      2 value string !
    TCPSocketAction
      1 port intOrString !
      2 host string
    Taint
      1 key string !
      2 value string
      3 effect string ! <v1.TaintEffect>
      4 timeAdded time *
    Toleration
      1 key string
      2 operator string <v1.TolerationOperator>
      3 value string
      4 effect string <v1.TaintEffect>
      5 tolerationSeconds int64 *
    TopologySelectorLabelRequirement
      1 key string !
      2 values []string !
    TopologySelectorTerm atomic
      1 matchLabelExpressions []TopologySelectorLabelRequirement
    TopologySpreadConstraint
      1 maxSkew int32 !
      2 topologyKey string !
      3 whenUnsatisfiable string ! <v1.UnsatisfiableConstraintAction>
      4 labelSelector meta.LabelSelector *
      5 minDomains int32 *
      6 nodeAffinityPolicy string * <v1.NodeInclusionPolicy>
      7 nodeTaintsPolicy string * <v1.NodeInclusionPolicy>
      8 matchLabelKeys []string
    TypedLocalObjectReference atomic
      1 apiGroup string ?
      2 kind string !
      3 name string !
    TypedObjectReference
      1 apiGroup string ?
      2 kind string !
      3 name string !
      4 namespace string *
    Volume
      1 name string !
      2 + VolumeSource
        1 hostPath HostPathVolumeSource *
        2 emptyDir EmptyDirVolumeSource *
        3 gcePersistentDisk GCEPersistentDiskVolumeSource *
        4 awsElasticBlockStore AWSElasticBlockStoreVolumeSource *
        5 gitRepo GitRepoVolumeSource *
        6 secret SecretVolumeSource *
        7 nfs NFSVolumeSource *
        8 iscsi ISCSIVolumeSource *
        9 glusterfs GlusterfsVolumeSource *
        10 persistentVolumeClaim PersistentVolumeClaimVolumeSource *
        11 rbd RBDVolumeSource *
        12 flexVolume FlexVolumeSource *
        13 cinder CinderVolumeSource *
        14 cephfs CephFSVolumeSource *
        15 flocker FlockerVolumeSource *
        16 downwardAPI DownwardAPIVolumeSource *
        17 fc FCVolumeSource *
        18 azureFile AzureFileVolumeSource *
        19 configMap ConfigMapVolumeSource *
        20 vsphereVolume VsphereVirtualDiskVolumeSource *
        21 quobyte QuobyteVolumeSource *
        22 azureDisk AzureDiskVolumeSource *
        23 photonPersistentDisk PhotonPersistentDiskVolumeSource *
        26 projected ProjectedVolumeSource *
        24 portworxVolume PortworxVolumeSource *
        25 scaleIO ScaleIOVolumeSource *
        27 storageos StorageOSVolumeSource *
        28 csi CSIVolumeSource *
        29 ephemeral EphemeralVolumeSource *
        30 image ImageVolumeSource *
    VolumeDevice
      1 name string !
      2 devicePath string !
    VolumeMount
      1 name string !
      2 readOnly bool
      7 recursiveReadOnly string * <v1.RecursiveReadOnlyMode>
      3 mountPath string !
      4 subPath string
      5 mountPropagation string * <v1.MountPropagationMode>
      6 subPathExpr string
    VolumeMountStatus
      1 name string !
      2 mountPath string !
      3 readOnly bool
      4 recursiveReadOnly string * <v1.RecursiveReadOnlyMode>
      5 volumeStatus VolumeStatus *
    VolumeNodeAffinity
      1 required NodeSelector *
    VolumeProjection
      1 secret SecretProjection *
      2 downwardAPI DownwardAPIProjection *
      3 configMap ConfigMapProjection *
      4 serviceAccountToken ServiceAccountTokenProjection *
      5 clusterTrustBundle ClusterTrustBundleProjection *
      6 podCertificate PodCertificateProjection *
    VolumeResourceRequirements
      1 limits {}quantity <v1.ResourceList>
      2 requests {}quantity <v1.ResourceList>
    VolumeStatus
      1 image ImageVolumeStatus *
    VsphereVirtualDiskVolumeSource
      1 volumePath string !
      2 fsType string
      3 storagePolicyName string
      4 storagePolicyID string
    WeightedPodAffinityTerm
      1 weight int32 !
      2 podAffinityTerm PodAffinityTerm !
    WindowsSecurityContextOptions
      1 gmsaCredentialSpecName string *
      2 gmsaCredentialSpec string *
      3 runAsUserName string *
      4 hostProcess bool *
    """
}
