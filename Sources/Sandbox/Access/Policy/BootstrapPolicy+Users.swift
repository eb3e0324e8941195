extension BootstrapPolicy {
  /// The roles that are for people, and those for whoever asks.
  static let userRoles = [
    BootstrapRole(
      "cluster-admin",
      [
        PolicyRule("*", on: "*", in: "*"),
        PolicyRule("*", urls: "*"),
      ]),
    BootstrapRole(
      "system:aggregate-to-admin", aggregatesTo: ["admin"],
      [
        PolicyRule("create", on: "localsubjectaccessreviews", in: "authorization.k8s.io"),
        PolicyRule(
          "create delete deletecollection get list patch update watch",
          on: "rolebindings roles",
          in: "rbac.authorization.k8s.io"),
      ]),
    BootstrapRole(
      "system:aggregate-to-edit", aggregatesTo: ["edit"],
      [
        PolicyRule(
          "get list watch",
          on: "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy"),
        PolicyRule("impersonate", on: "serviceaccounts"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "pods pods/attach pods/exec pods/portforward pods/proxy"),
        PolicyRule("create", on: "pods/eviction"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "configmaps persistentvolumeclaims replicationcontrollers "
            + "replicationcontrollers/scale secrets serviceaccounts services services/proxy"),
        PolicyRule("create", on: "serviceaccounts/token"),
        PolicyRule(
          "create delete deletecollection patch update", on: "events", in: "", "events.k8s.io"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "daemonsets deployments deployments/rollback deployments/scale replicasets "
            + "replicasets/scale statefulsets statefulsets/scale",
          in: "apps"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "horizontalpodautoscalers",
          in: "autoscaling"),
        PolicyRule(
          "create delete deletecollection patch update", on: "cronjobs jobs", in: "batch"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "daemonsets deployments deployments/rollback deployments/scale ingresses "
            + "networkpolicies replicasets replicasets/scale replicationcontrollers/scale",
          in: "extensions"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "poddisruptionbudgets",
          in: "policy"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "ingresses networkpolicies",
          in: "networking.k8s.io"),
        PolicyRule(
          "create delete deletecollection get list patch update watch",
          on: "leases",
          in: "coordination.k8s.io"),
        PolicyRule(
          "create delete deletecollection patch update",
          on: "resourceclaims resourceclaimtemplates",
          in: "resource.k8s.io"),
      ]),
    BootstrapRole(
      "system:aggregate-to-view", aggregatesTo: ["view"],
      [
        PolicyRule(
          "get list watch",
          on: "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods "
            + "replicationcontrollers replicationcontrollers/scale serviceaccounts services "
            + "services/status"),
        PolicyRule(
          "get list watch",
          on: "bindings limitranges namespaces/status pods/log pods/status "
            + "replicationcontrollers/status resourcequotas resourcequotas/status"),
        PolicyRule("get list watch", on: "namespaces"),
        PolicyRule("get list watch", on: "events", in: "", "events.k8s.io"),
        PolicyRule("get list watch", on: "endpointslices", in: "discovery.k8s.io"),
        PolicyRule(
          "get list watch",
          on: "controllerrevisions daemonsets daemonsets/status deployments deployments/scale "
            + "deployments/status replicasets replicasets/scale replicasets/status "
            + "statefulsets statefulsets/scale statefulsets/status",
          in: "apps"),
        PolicyRule(
          "get list watch",
          on: "horizontalpodautoscalers horizontalpodautoscalers/status",
          in: "autoscaling"),
        PolicyRule(
          "get list watch", on: "cronjobs cronjobs/status jobs jobs/status", in: "batch"),
        PolicyRule(
          "get list watch",
          on: "daemonsets daemonsets/status deployments deployments/scale deployments/status "
            + "ingresses ingresses/status networkpolicies replicasets replicasets/scale "
            + "replicasets/status replicationcontrollers/scale",
          in: "extensions"),
        PolicyRule(
          "get list watch", on: "poddisruptionbudgets poddisruptionbudgets/status", in: "policy"),
        PolicyRule(
          "get list watch",
          on: "ingresses ingresses/status networkpolicies",
          in: "networking.k8s.io"),
        PolicyRule(
          "get list watch",
          on: "resourceclaims resourceclaims/status resourceclaimtemplates",
          in: "resource.k8s.io"),
      ]),
    BootstrapRole(
      "system:basic-user",
      [
        PolicyRule(
          "create",
          on: "selfsubjectaccessreviews selfsubjectrulesreviews",
          in: "authorization.k8s.io"),
        PolicyRule("create", on: "selfsubjectreviews", in: "authentication.k8s.io"),
      ]),
    BootstrapRole(
      "system:discovery",
      [
        PolicyRule(
          "get",
          urls:
            "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version "
            + "/version/")
      ]),
    BootstrapRole(
      "system:public-info-viewer",
      [
        PolicyRule("get", urls: "/healthz /livez /readyz /version /version/")
      ]),
    BootstrapRole(
      "system:monitoring",
      [
        PolicyRule(
          "get",
          urls:
            "/flagz /healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz "
            + "/readyz/* /statusz"),
        PolicyRule("get", on: "nodes/metrics"),
      ]),
    BootstrapRole(
      "system:auth-delegator",
      [
        PolicyRule("create", on: "tokenreviews", in: "authentication.k8s.io"),
        PolicyRule("create", on: "subjectaccessreviews", in: "authorization.k8s.io"),
      ]),
    BootstrapRole(
      "system:service-account-issuer-discovery",
      [
        PolicyRule(
          "get",
          urls:
            "/.well-known/openid-configuration /.well-known/openid-configuration/ "
            + "/openid/v1/jwks /openid/v1/jwks/")
      ]),
  ]
}
