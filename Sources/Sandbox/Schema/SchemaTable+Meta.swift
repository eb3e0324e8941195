extension SchemaTable {
  /// What every kind has, and what requests are about.
  static let meta = """
    @meta
    Condition
      1 type string !
      2 status string ! <v1.ConditionStatus>
      3 observedGeneration int64
      4 lastTransitionTime time !
      5 reason string !
      6 message string !
    CreateOptions typed
      1 dryRun []string
      3 fieldManager string
      4 fieldValidation string
    DeleteOptions typed
      1 gracePeriodSeconds int64 *
      2 preconditions Preconditions *
      3 orphanDependents bool *
      4 propagationPolicy string * <v1.DeletionPropagation>
      5 dryRun []string
      6 ignoreStoreReadErrorWithClusterBreakingPotential bool *
    FieldSelectorRequirement
      1 key string !
      2 operator string ! <v1.FieldSelectorOperator>
      3 values []string
    GetOptions typed
      1 resourceVersion string
    LabelSelector atomic
      1 matchLabels {}string
      2 matchExpressions []LabelSelectorRequirement
    LabelSelectorRequirement
      1 key string !
      2 operator string ! <v1.LabelSelectorOperator>
      3 values []string
    ListMeta
      1 selfLink string
      2 resourceVersion string
      3 continue string
      4 remainingItemCount int64 *
      5 shardInfo ShardInfo *
    ListOptions typed
      1 labelSelector string
      2 fieldSelector string
      3 watch bool
      9 allowWatchBookmarks bool
      4 resourceVersion string
      10 resourceVersionMatch string <v1.ResourceVersionMatch>
      5 timeoutSeconds int64 *
      7 limit int64
      8 continue string
      11 sendInitialEvents bool *
      15 shardSelector string
    ManagedFieldsEntry
      1 manager string
      2 operation string <v1.ManagedFieldsOperationType>
      3 apiVersion string
      4 time time *
      6 fieldsType string
      7 fieldsV1 json * <v1.FieldsV1>
      8 subresource string
    ObjectMeta
      1 name string
      2 generateName string
      3 namespace string
      4 selfLink string
      5 uid string <types.UID>
      6 resourceVersion string
      7 generation int64
      8 creationTimestamp time
      9 deletionTimestamp time *
      10 deletionGracePeriodSeconds int64 *
      11 labels {}string
      12 annotations {}string
      13 ownerReferences []OwnerReference map=uid merge=uid
      14 finalizers []string set merge
      17 managedFields []ManagedFieldsEntry
    OwnerReference atomic
      5 apiVersion string !
      1 kind string !
      3 name string !
      4 uid string ! <types.UID>
      6 controller bool *
      7 blockOwnerDeletion bool *
    PartialObjectMetadata typed
      1 metadata ObjectMeta !
    PartialObjectMetadataList typed
      1 metadata ListMeta !
      2 items []PartialObjectMetadata !
    PatchOptions typed
      1 dryRun []string
      2 force bool *
      3 fieldManager string
      4 fieldValidation string
    Preconditions
      1 uid string * <types.UID>
      2 resourceVersion string *
    ShardInfo
      1 selector string !
    Status typed
      1 metadata ListMeta !
      2 status string
      3 message string
      4 reason string <v1.StatusReason>
      5 details StatusDetails *
      6 code int32
    StatusCause
      1 reason string <v1.CauseType>
      2 message string
      3 field string
    StatusDetails
      1 name string
      2 group string
      3 kind string
      6 uid string <types.UID>
      4 causes []StatusCause
      5 retryAfterSeconds int32
    UpdateOptions typed
      1 dryRun []string
      2 fieldManager string
      3 fieldValidation string
    WatchEvent
      1 type string !
      2 object json !
    """
}
