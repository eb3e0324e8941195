extension SchemaTable {
  /// Volumes of a cluster, and claims of them.
  static let persistentVolumes = """
    @core
    AzureFilePersistentVolumeSource
      1 secretName string !
      2 shareName string !
      3 readOnly bool
      4 secretNamespace string ?
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
    CephFSPersistentVolumeSource
      1 monitors []string !
      2 path string
      3 user string
      4 secretFile string
      5 secretRef SecretReference *
      6 readOnly bool
    CinderPersistentVolumeSource
      1 volumeID string !
      2 fsType string
      3 readOnly bool
      4 secretRef SecretReference *
    FlexPersistentVolumeSource
      1 driver string !
      2 fsType string
      3 secretRef SecretReference *
      4 readOnly bool
      5 options {}string
    GlusterfsPersistentVolumeSource
      1 endpoints string !
      2 path string !
      3 readOnly bool
      4 endpointsNamespace string *
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
    RBDPersistentVolumeSource
      1 monitors []string !
      2 image string !
      3 fsType string
      4 pool string
      5 user string
      6 keyring string
      7 secretRef SecretReference *
      8 readOnly bool
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
    StorageOSPersistentVolumeSource
      1 volumeName string
      2 volumeNamespace string
      3 fsType string
      4 readOnly bool
      5 secretRef ObjectReference *
    """
}
