import JSON
import KubernetesAPI

extension Admission {
  /// Gives a pod its service account, which must exist, and the account's token
  /// (`plugin/pkg/admission/serviceaccount`).
  func addAccount(
    to pod: inout JSONValue, of resource: Resource, in namespace: String,
    _ transaction: borrowing StoreTransaction
  ) throws(Status) {
    guard pod["metadata", "annotations", "kubernetes.io/config.mirror"] == nil else {
      guard (pod["spec", "serviceAccountName"]?.string ?? "").isEmpty else {
        throw .forbidden(
          pod, of: resource, because: "a mirror pod may not reference service accounts")
      }
      return
    }
    var name = pod["spec", "serviceAccountName"]?.string ?? ""
    if name.isEmpty { name = "default" }
    pod[at: ["spec", "serviceAccountName"]] = .string(name)
    // The deprecated twin is kept alike.
    pod[at: ["spec", "serviceAccount"]] = .string(name)
    let accounts = GroupResource(group: "", resource: "serviceaccounts")
    guard let account = transaction.object(accounts, namespace, name)?.value else {
      throw .forbidden(
        pod, of: resource,
        because: "error looking up service account \(namespace)/\(name): serviceaccount "
          + "\"\(name)\" not found")
    }
    let mounts =
      pod["spec", "automountServiceAccountToken"]?.bool
      ?? account["automountServiceAccountToken"]?.bool ?? true
    if mounts { mountToken(in: &pod) }
    if (pod["spec", "imagePullSecrets"]?.array ?? []).isEmpty,
      let secrets = account["imagePullSecrets"]?.array, !secrets.isEmpty
    {
      pod[at: ["spec", "imagePullSecrets"]] = .array(secrets)
    }
  }

  private func mountToken(in pod: inout JSONValue) {
    let volumes = pod["spec", "volumes"]?.array ?? []
    let old = volumes.compactMap { $0["name"]?.string }.first { $0.hasPrefix("kube-api-access-") }
    let name = old ?? "kube-api-access-" + suffix()
    var isMounted = false
    for list in ["initContainers", "containers"] {
      guard let containers = pod["spec", list]?.array else { continue }
      pod[at: ["spec", list]] = .array(
        containers.map { container in
          var mounts = container["volumeMounts"]?.array ?? []
          guard !mounts.contains(where: { $0["mountPath"]?.string == Self.mountPath }) else {
            return container
          }
          mounts.append([
            "name": .string(name), "readOnly": true, "mountPath": .string(Self.mountPath),
          ])
          isMounted = true
          var container = container
          container["volumeMounts"] = .array(mounts)
          return container
        })
    }
    guard isMounted, old == nil else { return }
    pod[at: ["spec", "volumes"]] = .array(
      volumes + [["name": .string(name), "projected": Self.projection]])
  }

  private static let mountPath = "/var/run/secrets/kubernetes.io/serviceaccount"
  private static let projection: JSONValue = [
    "sources": [
      ["serviceAccountToken": ["expirationSeconds": 3607, "path": "token"]],
      [
        "configMap": [
          "name": "kube-root-ca.crt", "items": [["key": "ca.crt", "path": "ca.crt"]],
        ]
      ],
      [
        "downwardAPI": [
          "items": [
            [
              "path": "namespace",
              "fieldRef": ["apiVersion": "v1", "fieldPath": "metadata.namespace"],
            ]
          ]
        ]
      ],
    ],
    "defaultMode": 420,
  ]
}
