extension SchemaTable {
  /// What is said of the containers of pods.
  static let containers = """
    @core
    AppArmorProfile
      1 type string ! <v1.AppArmorProfileType>
      2 localhostProfile string *
    Capabilities
      1 add []string <[]v1.Capability>
      2 drop []string <[]v1.Capability>
    ConfigMapEnvSource
      1 + LocalObjectReference
        1 name string
      2 optional bool *
    ConfigMapKeySelector atomic
      1 + LocalObjectReference
        1 name string
      2 key string !
      3 optional bool *
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
    ExecAction
      1 command []string
    FileKeySelector atomic
      1 volumeName string !
      2 path string !
      3 key string !
      4 optional bool *
    GRPCAction
      1 port int32 !
      2 service string ?
    HTTPGetAction
      1 path string
      2 port intOrString !
      3 host string
      4 scheme string <v1.URIScheme>
      5 httpHeaders []HTTPHeader
    HTTPHeader
      1 name string !
      2 value string !
    ImageVolumeStatus
      1 imageRef string
    Lifecycle
      1 postStart LifecycleHandler *
      2 preStop LifecycleHandler *
      3 stopSignal string * <v1.Signal>
    LifecycleHandler
      1 exec ExecAction *
      2 httpGet HTTPGetAction *
      3 tcpSocket TCPSocketAction *
      4 sleep SleepAction *
    LinuxContainerUser
      1 uid int64 !
      2 gid int64 !
      3 supplementalGroups []int64
    ObjectFieldSelector atomic
      1 apiVersion string
      2 fieldPath string !
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
    SeccompProfile
      1 type string ! <v1.SeccompProfileType>
      2 localhostProfile string *
    SecretEnvSource
      1 + LocalObjectReference
        1 name string
      2 optional bool *
    SecretKeySelector atomic
      1 + LocalObjectReference
        1 name string
      2 key string !
      3 optional bool *
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
    SleepAction
      1 seconds int64 !
    TCPSocketAction
      1 port intOrString !
      2 host string
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
    VolumeStatus
      1 image ImageVolumeStatus *
    WindowsSecurityContextOptions
      1 gmsaCredentialSpecName string *
      2 gmsaCredentialSpec string *
      3 runAsUserName string *
      4 hostProcess bool *
    """
}
