extension SchemaTable {
  /// The kinds of the core group that no other file has.
  static let core = """
    @core
    Binding typed
      1 metadata meta.ObjectMeta !
      2 target ObjectReference !
    ConfigMap typed
      1 metadata meta.ObjectMeta !
      4 immutable bool *
      2 data {}string
      3 binaryData {}bytes
    ConfigMapList typed
      1 metadata meta.ListMeta !
      2 items []ConfigMap !
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
    LocalObjectReference atomic
      1 name string
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
    ObjectReference atomic
      1 kind string
      2 namespace string
      3 name string
      4 uid string <types.UID>
      5 apiVersion string
      6 resourceVersion string
      7 fieldPath string
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
    ScopeSelector atomic
      1 matchExpressions []ScopedResourceSelectorRequirement
    ScopedResourceSelectorRequirement
      1 scopeName string ! <v1.ResourceQuotaScope>
      2 operator string ! <v1.ScopeSelectorOperator>
      3 values []string
    Secret typed
      1 metadata meta.ObjectMeta !
      5 immutable bool *
      2 data {}bytes
      4 stringData {}string
      3 type string <v1.SecretType>
    SecretList typed
      1 metadata meta.ListMeta !
      2 items []Secret !
    ServiceAccount typed
      1 metadata meta.ObjectMeta !
      2 secrets []ObjectReference map=name merge=name
      3 imagePullSecrets []LocalObjectReference
      4 automountServiceAccountToken bool *
    ServiceAccountList typed
      1 metadata meta.ListMeta !
      2 items []ServiceAccount !
    TypedLocalObjectReference atomic
      1 apiGroup string ?
      2 kind string !
      3 name string !
    TypedObjectReference
      1 apiGroup string ?
      2 kind string !
      3 name string !
      4 namespace string *
    """
}
