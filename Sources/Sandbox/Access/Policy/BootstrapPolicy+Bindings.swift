import JSON

extension BootstrapPolicy {
  /// The ClusterRoleBindings; of a controller that of its service account.
  static var clusterBindings: [JSONValue] {
    let named: [(String, [JSONValue])] = [
      ("cluster-admin", [group("system:masters")]),
      ("system:monitoring", [group("system:monitoring")]),
      ("system:discovery", [group("system:authenticated")]),
      ("system:basic-user", [group("system:authenticated")]),
      (
        "system:public-info-viewer",
        [group("system:authenticated"), group("system:unauthenticated")]
      ),
      ("system:node-proxier", [user("system:kube-proxy")]),
      ("system:kube-controller-manager", [user("system:kube-controller-manager")]),
      ("system:kube-dns", [serviceAccount("kube-dns")]),
      ("system:kube-scheduler", [user("system:kube-scheduler")]),
      ("system:volume-scheduler", [user("system:kube-scheduler")]),
      ("system:node", []),
      ("system:service-account-issuer-discovery", [group("system:serviceaccounts")]),
    ]
    let controllers = (firstControllerRoles + otherControllerRoles).map {
      (controllerPrefix + $0.name, [serviceAccount($0.name)])
    }
    return (named + controllers).map { binding("ClusterRoleBinding", $0.0, to: $0.1) }
  }

  /// The RoleBindings in the system's own namespaces.
  static var namespaceBindings: [JSONValue] {
    let reader = "extension-apiserver-authentication-reader"
    let manager = "system:kube-controller-manager"
    let scheduler = "system:kube-scheduler"
    var bindings = [
      binding(
        "RoleBinding", "system::\(reader)", in: "kube-system", role: reader,
        to: [user(manager), user(scheduler)]),
      binding(
        "RoleBinding", "system::leader-locking-kube-controller-manager", in: "kube-system",
        to: [
          user(manager), serviceAccount("kube-controller-manager"),
          serviceAccount("leader-election-controller"),
        ]),
      binding(
        "RoleBinding", "system::leader-locking-kube-scheduler", in: "kube-system",
        to: [user(scheduler), serviceAccount("kube-scheduler")]),
    ]
    for (namespace, name) in [
      ("kube-public", "bootstrap-signer"), ("kube-system", "bootstrap-signer"),
      ("kube-system", "cloud-provider"), ("kube-system", "token-cleaner"),
    ] {
      bindings.append(
        binding(
          "RoleBinding", controllerPrefix + name, in: namespace, to: [serviceAccount(name)]))
    }
    return bindings
  }

  private static func binding(
    _ kind: String, _ name: String, in namespace: String = "", role: String? = nil,
    to subjects: [JSONValue]
  ) -> JSONValue {
    var binding = object(kind, name: name, namespace: namespace)
    if !subjects.isEmpty { binding["subjects"] = .array(subjects) }
    binding["roleRef"] = [
      "apiGroup": "rbac.authorization.k8s.io",
      "kind": namespace.isEmpty ? "ClusterRole" : "Role", "name": .string(role ?? name),
    ]
    return binding
  }

  private static func user(_ name: String) -> JSONValue {
    ["kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": .string(name)]
  }

  private static func group(_ name: String) -> JSONValue {
    ["kind": "Group", "apiGroup": "rbac.authorization.k8s.io", "name": .string(name)]
  }

  private static func serviceAccount(_ name: String) -> JSONValue {
    ["kind": "ServiceAccount", "name": .string(name), "namespace": "kube-system"]
  }
}
