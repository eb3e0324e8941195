/// What kinds are, for `kubectl explain`.
enum KindDescriptions {
  /// One sentence or two on a kind of the built-in table; nil for the lesser ones.
  static func description(_ name: String) -> String? { texts[name] }

  private static let texts = [
    "core.ConfigMap": "Settings for programs, as text or bytes under names.",
    "core.Event": "Something that happened to an object, kept for a while.",
    "core.LimitRange": "Bounds and defaults for the resources of each pod in a namespace.",
    "core.Namespace": "A space for names: objects in it are apart from those in others.",
    "core.Node": "A machine that pods run on.",
    "core.PersistentVolume": "A piece of storage of the cluster.",
    "core.PersistentVolumeClaim": "A wish for storage, bound to a volume that fulfils it.",
    "core.Pod": "Containers that run together on one node.",
    "core.ReplicationController": "Keeps a number of equal pods running; ReplicaSet came after it.",
    "core.ResourceQuota": "How much all objects of a namespace may use together.",
    "core.Secret": "Data that not everybody should see, as bytes under names.",
    "core.Service": "One address for a set of pods.",
    "core.ServiceAccount": "An identity for programs that run in pods.",
    "apps.DaemonSet": "Keeps a pod running on each of a set of nodes.",
    "apps.Deployment": "Keeps equal pods running and replaces them step by step when they change.",
    "apps.ReplicaSet": "Keeps a number of equal pods running.",
    "apps.StatefulSet": "Keeps pods running that have names and storage of their own.",
    "batch.CronJob": "Makes jobs at set times.",
    "batch.Job": "Runs pods until enough of them have succeeded.",
    "networking.Ingress": "Leads requests from outside to services, by host and path.",
    "networking.IngressClass": "A kind of ingress, and who serves it.",
    "networking.NetworkPolicy": "Which traffic the pods of a namespace may have.",
    "policy.PodDisruptionBudget": "How many pods of a set may be away at once.",
    "rbac.ClusterRole": "Rights in all namespaces and on what is in none.",
    "rbac.ClusterRoleBinding": "Gives the rights of a cluster role to users, in the whole cluster.",
    "rbac.Role": "Rights in one namespace.",
    "rbac.RoleBinding": "Gives the rights of a role to users, in one namespace.",
    "scheduling.PriorityClass": "How important pods are.",
    "storage.StorageClass": "A kind of storage, and who provides it.",
    "node.RuntimeClass": "A way to run containers.",
    "coordination.Lease": "Who holds something, and until when.",
    "apiextensions.CustomResourceDefinition": "A kind of object that users have added.",
  ]
}
