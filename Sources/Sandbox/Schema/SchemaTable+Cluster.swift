extension SchemaTable {
  /// The kinds around networks, storage and nodes.
  static let cluster = """
    @storage
    CSIDriver typed
      1 metadata meta.ObjectMeta !
      2 spec CSIDriverSpec !
    CSIDriverList typed
      1 metadata meta.ListMeta !
      2 items []CSIDriver !
    CSIDriverSpec
      1 attachRequired bool *
      2 podInfoOnMount bool *
      3 volumeLifecycleModes []string set <[]v1.VolumeLifecycleMode>
      4 storageCapacity bool *
      5 fsGroupPolicy string * <v1.FSGroupPolicy>
      6 tokenRequests []TokenRequest
      7 requiresRepublish bool *
      8 seLinuxMount bool *
      9 nodeAllocatableUpdatePeriodSeconds int64 *
      10 serviceAccountTokenInSecrets bool *
      11 preventPodSchedulingIfMissing bool *
    CSINode typed
      1 metadata meta.ObjectMeta !
      2 spec CSINodeSpec !
    CSINodeDriver
      1 name string !
      2 nodeID string !
      3 topologyKeys []string !
      4 allocatable VolumeNodeResources *
    CSINodeList typed
      1 metadata meta.ListMeta !
      2 items []CSINode !
    CSINodeSpec
      1 drivers []CSINodeDriver ! map=name merge=name
    CSIStorageCapacity typed
      1 metadata meta.ObjectMeta !
      2 nodeTopology meta.LabelSelector *
      3 storageClassName string !
      4 capacity quantity *
      5 maximumVolumeSize quantity *
    CSIStorageCapacityList typed
      1 metadata meta.ListMeta !
      2 items []CSIStorageCapacity !
    StorageClass typed
      1 metadata meta.ObjectMeta !
      2 provisioner string !
      3 parameters {}string
      4 reclaimPolicy string * <v1.PersistentVolumeReclaimPolicy>
      5 mountOptions []string
      6 allowVolumeExpansion bool *
      7 volumeBindingMode string * <v1.VolumeBindingMode>
      8 allowedTopologies []core.TopologySelectorTerm
    StorageClassList typed
      1 metadata meta.ListMeta !
      2 items []StorageClass !
    TokenRequest
      1 audience string !
      2 expirationSeconds int64 *
    VolumeAttachment typed
      1 metadata meta.ObjectMeta !
      2 spec VolumeAttachmentSpec !
      3 status VolumeAttachmentStatus !
    VolumeAttachmentList typed
      1 metadata meta.ListMeta !
      2 items []VolumeAttachment !
    VolumeAttachmentSource
      1 persistentVolumeName string *
      2 inlineVolumeSpec core.PersistentVolumeSpec *
    VolumeAttachmentSpec
      1 attacher string !
      2 source VolumeAttachmentSource !
      3 nodeName string !
    VolumeAttachmentStatus
      1 attached bool !
      2 attachmentMetadata {}string
      3 attachError VolumeError *
      4 detachError VolumeError *
    VolumeError
      1 time time !
      2 message string
      3 errorCode int32 *
    VolumeNodeResources
      1 count int32 *
    @networking
    HTTPIngressPath
      1 path string
      3 pathType string ? <v1.PathType>
      2 backend IngressBackend !
    HTTPIngressRuleValue
      1 paths []HTTPIngressPath !
    IPBlock
      1 cidr string !
      2 except []string
    Ingress typed
      1 metadata meta.ObjectMeta !
      2 spec IngressSpec !
      3 status IngressStatus !
    IngressBackend
      4 service IngressServiceBackend *
      3 resource core.TypedLocalObjectReference *
    IngressClass typed
      1 metadata meta.ObjectMeta !
      2 spec IngressClassSpec !
    IngressClassList typed
      1 metadata meta.ListMeta !
      2 items []IngressClass !
    IngressClassParametersReference
      1 apiGroup string *
      2 kind string !
      3 name string !
      4 scope string ?
      5 namespace string *
    IngressClassSpec
      1 controller string
      2 parameters IngressClassParametersReference *
    IngressList typed
      1 metadata meta.ListMeta !
      2 items []Ingress !
    IngressLoadBalancerIngress
      1 ip string
      2 hostname string
      4 ports []IngressPortStatus
    IngressLoadBalancerStatus
      1 ingress []IngressLoadBalancerIngress
    IngressPortStatus
      1 port int32 !
      2 protocol string ! <v1.Protocol>
      3 error string *
    IngressRule
      1 host string
      2 + IngressRuleValue
        1 http HTTPIngressRuleValue *
    IngressServiceBackend
      1 name string !
      2 port ServiceBackendPort !
    IngressSpec
      4 ingressClassName string *
      1 defaultBackend IngressBackend *
      2 tls []IngressTLS
      3 rules []IngressRule
    IngressStatus
      1 loadBalancer IngressLoadBalancerStatus !
    IngressTLS
      1 hosts []string
      2 secretName string
    NetworkPolicy typed
      1 metadata meta.ObjectMeta !
      2 spec NetworkPolicySpec !
    NetworkPolicyEgressRule
      1 ports []NetworkPolicyPort
      2 to []NetworkPolicyPeer
    NetworkPolicyIngressRule
      1 ports []NetworkPolicyPort
      2 from []NetworkPolicyPeer
    NetworkPolicyList typed
      1 metadata meta.ListMeta !
      2 items []NetworkPolicy !
    NetworkPolicyPeer
      1 podSelector meta.LabelSelector *
      2 namespaceSelector meta.LabelSelector *
      3 ipBlock IPBlock *
    NetworkPolicyPort
      1 protocol string * <v1.Protocol>
      2 port intOrString *
      3 endPort int32 *
    NetworkPolicySpec
      1 podSelector meta.LabelSelector !
      2 ingress []NetworkPolicyIngressRule
      3 egress []NetworkPolicyEgressRule
      4 policyTypes []string <[]v1.PolicyType>
    ServiceBackendPort atomic
      1 name string
      2 number int32
    @scheduling
    PriorityClass typed
      1 metadata meta.ObjectMeta !
      2 value int32 !
      3 globalDefault bool
      4 description string
      5 preemptionPolicy string * <v1.PreemptionPolicy>
    PriorityClassList typed
      1 metadata meta.ListMeta !
      2 items []PriorityClass !
    @node
    Overhead
      1 podFixed {}quantity <v1.ResourceList>
    RuntimeClass typed
      1 metadata meta.ObjectMeta !
      2 handler string !
      3 overhead Overhead *
      4 scheduling Scheduling *
    RuntimeClassList typed
      1 metadata meta.ListMeta !
      2 items []RuntimeClass !
    Scheduling
      1 nodeSelector {}string atomic
      2 tolerations []core.Toleration
    @coordination
    Lease typed
      1 metadata meta.ObjectMeta !
      2 spec LeaseSpec !
    LeaseList typed
      1 metadata meta.ListMeta !
      2 items []Lease !
    LeaseSpec
      1 holderIdentity string *
      2 leaseDurationSeconds int32 *
      3 acquireTime microTime *
      4 renewTime microTime *
      5 leaseTransitions int32 *
      6 strategy string * <v1.CoordinatedLeaseStrategy>
      7 preferredHolder string *
    @discovery
    Endpoint
      1 addresses []string ! set
      2 conditions EndpointConditions !
      3 hostname string *
      4 targetRef core.ObjectReference *
      5 deprecatedTopology {}string
      6 nodeName string *
      7 zone string *
      8 hints EndpointHints *
    EndpointConditions
      1 ready bool *
      2 serving bool *
      3 terminating bool *
    EndpointHints
      1 forZones []ForZone
      2 forNodes []ForNode
    EndpointPort atomic
      1 name string *
      2 protocol string * <v1.Protocol>
      3 port int32 *
      4 appProtocol string *
    EndpointSlice typed
      1 metadata meta.ObjectMeta !
      4 addressType string ! <v1.AddressType>
      2 endpoints []Endpoint !
      3 ports []EndpointPort !
    EndpointSliceList typed
      1 metadata meta.ListMeta !
      2 items []EndpointSlice !
    ForNode
      1 name string !
    ForZone
      1 name string !
    @events
    Event typed
      1 metadata meta.ObjectMeta !
      2 eventTime microTime !
      3 series EventSeries *
      4 reportingController string
      5 reportingInstance string
      6 action string
      7 reason string
      8 regarding core.ObjectReference !
      9 related core.ObjectReference *
      10 note string
      11 type string
      12 deprecatedSource core.EventSource !
      13 deprecatedFirstTimestamp time !
      14 deprecatedLastTimestamp time !
      15 deprecatedCount int32
    EventList typed
      1 metadata meta.ListMeta !
      2 items []Event !
    EventSeries
      1 count int32 !
      2 lastObservedTime microTime !
    """
}
