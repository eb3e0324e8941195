import JSON
import Testing

@testable import Sandbox

struct WarningTests {
  private static let warned: [(any Strategy, JSONValue, [String])] = [
    (
      PodStrategy(),
      [
        "metadata": [
          "name": "w.x", "annotations": ["scheduler.alpha.kubernetes.io/critical-pod": ""],
        ],
        "spec": [
          "nodeSelector": ["beta.kubernetes.io/arch": "amd64"],
          "containers": [
            [
              "name": "a", "env": [["name": "A", "value": "1"], ["name": "A", "value": "2"]],
              "ports": [["containerPort": 80], ["containerPort": 80]],
            ]
          ],
        ],
      ],
      [
        "metadata.name: this is used in the Pod's hostname, which can result in surprising "
          + "behavior; a DNS label is recommended: [must not contain dots]",
        "spec.nodeSelector[beta.kubernetes.io/arch]: deprecated since v1.14; use "
          + "\"kubernetes.io/arch\" instead",
        "metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in "
          + "v1.16+; use the \"priorityClassName\" field instead",
        "spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when "
          + "using apply",
        "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
      ]
    ),
    (
      PersistentVolumeClaimStrategy(),
      [
        "metadata": ["annotations": ["volume.beta.kubernetes.io/storage-class": "x"]],
        "spec": ["resources": ["requests": ["storage": "1500m"]]],
      ],
      [
        "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use "
          + "\"storageClassName\" attribute instead",
        "spec.resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be an "
          + "integer",
      ]
    ),
    (
      PersistentVolumeStrategy(), ["spec": ["persistentVolumeReclaimPolicy": "Recycle"]],
      [
        "spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the "
          + "recommended approach is to use dynamic provisioning."
      ]
    ),
    (
      IngressStrategy(), ["metadata": ["annotations": ["kubernetes.io/ingress.class": "x"]]],
      [
        "annotation \"kubernetes.io/ingress.class\" is deprecated, please use "
          + "'spec.ingressClassName' instead"
      ]
    ),
    (
      ServiceStrategy(),
      ["spec": ["externalIPs": ["1.2.3.4"], "clusterIP": "None", "sessionAffinity": "ClientIP"]],
      [
        "spec.externalIPs is ignored for headless services",
        "spec.SessionAffinity is ignored for headless services",
      ]
    ),
    (
      SecretStrategy(), ["type": "kubernetes.io/tls", "data": ["tls.crt": "YQ=="]],
      ["tls: failed to find any PEM data in certificate input"]
    ),
    (ConfigMapStrategy(), ["data": ["a": "b"]], []),
  ]

  @Test(arguments: warned.indices)
  func `a server warns of the same`(_ place: Int) {
    let (strategy, object, warnings) = Self.warned[place]
    #expect(strategy.warnings(for: object) == warnings)
  }
}
