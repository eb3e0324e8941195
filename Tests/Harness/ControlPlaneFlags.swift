/// The command lines of a control plane's programs.
struct ControlPlaneFlags: Sendable {
  /// Of etcd's clients, etcd's peers, the API server and the controller manager.
  let ports: [UInt16]
  let files: ControlPlaneFiles

  private var etcdURL: String { "http://127.0.0.1:\(ports[0])" }
  private var peerURL: String { "http://127.0.0.1:\(ports[1])" }

  var etcd: [String] {
    [
      "--name=here", "--data-dir=\(files.folder.file("etcd"))",
      "--listen-client-urls=\(etcdURL)", "--advertise-client-urls=\(etcdURL)",
      "--listen-peer-urls=\(peerURL)", "--initial-advertise-peer-urls=\(peerURL)",
      "--initial-cluster=here=\(peerURL)", "--unsafe-no-fsync", "--log-level=error",
    ]
  }

  var apiServer: [String] {
    [
      "--bind-address=127.0.0.1", "--secure-port=\(ports[2])", "--advertise-address=127.0.0.1",
      "--endpoint-reconciler-type=none", "--etcd-servers=\(etcdURL)",
      "--authorization-mode=Node,RBAC", "--client-ca-file=\(files.authority.certificateFile)",
      "--token-auth-file=\(files.folder.file("tokens.csv"))",
      "--tls-cert-file=\(files.serving.certificate)",
      "--tls-private-key-file=\(files.serving.key)",
      "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
      // A certificate's public key will do; the flag takes both.
      "--service-account-key-file=\(files.accounts.certificate)",
      "--service-account-signing-key-file=\(files.accounts.key)",
      "--service-cluster-ip-range=10.96.0.0/16", "--allow-privileged=true",
      "--audit-log-path=\(files.folder.file("audit.log"))",
      "--audit-policy-file=\(files.folder.file("audit-policy.yaml"))",
    ]
  }

  /// Who asked for what, and nothing of the bodies.
  static let auditPolicy = """
    apiVersion: audit.k8s.io/v1
    kind: Policy
    omitStages: [RequestReceived]
    rules:
    - level: Metadata

    """

  /// Only the controllers that the scenarios need: nodes here have no kubelet.
  func controllerManager(kubeconfig: String) -> [String] {
    let controllers = [
      "namespace-controller", "serviceaccount-controller", "serviceaccount-token-controller",
      "garbage-collector-controller",
      "clusterrole-aggregation-controller", "root-ca-certificate-publisher-controller",
    ]
    return [
      "--kubeconfig=\(kubeconfig)", "--authentication-kubeconfig=\(kubeconfig)",
      "--authorization-kubeconfig=\(kubeconfig)", "--bind-address=127.0.0.1",
      "--secure-port=\(ports[3])", "--use-service-account-credentials=true",
      "--service-account-private-key-file=\(files.accounts.key)",
      "--root-ca-file=\(files.authority.certificateFile)", "--leader-elect=false",
      "--kube-api-qps=300", "--kube-api-burst=600",
      "--controllers=\(controllers.joined(separator: ","))",
    ]
  }
}
