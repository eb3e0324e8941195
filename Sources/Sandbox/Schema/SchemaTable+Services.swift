extension SchemaTable {
  /// Services and their endpoints.
  static let services = """
    @core
    ClientIPConfig
      1 timeoutSeconds int32 *
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
    LoadBalancerIngress
      1 ip string
      2 hostname string
      3 ipMode string * <v1.LoadBalancerIPMode>
      4 ports []PortStatus
    LoadBalancerStatus
      1 ingress []LoadBalancerIngress
    PortStatus
      1 port int32 !
      2 protocol string ! <v1.Protocol>
      3 error string *
    Service typed
      1 metadata meta.ObjectMeta !
      2 spec ServiceSpec !
      3 status ServiceStatus !
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
    """
}
