extension Need {
  static let controllers: [Need] =
    [
      Need(
        .controllers, ["create"], "coordination.k8s.io", ["leases"], in: .own,
        for: "which replica writes", without: "no controller ever writes"),
      Need(
        .controllers, ["get", "update"], "coordination.k8s.io", ["leases"], in: .own,
        named: ["bailiwick"], for: "which replica writes", without: "no controller ever writes"),
      Need(
        .controllers, ["create"], "", ["events"], for: "what happened to an object",
        without: "kubectl describe tells nothing"),
      Need(
        .controllers, ["get", "create", "patch", "delete"], "", ["namespaces"],
        for: "namespaces that are asked for", without: "a status says Forbidden"),
      Need(
        .controllers, ["get", "create", "patch", "delete"], "rbac.authorization.k8s.io",
        ["rolebindings"], for: "what owners, users and clusters may do in them",
        without: "a status says Forbidden"),
      Need(
        .controllers, ["bind"], "rbac.authorization.k8s.io", ["clusterroles"],
        named: ["admin", "edit", "view", "federation-cluster"],
        for: "to bind a role without having its rights", without: "a status says Forbidden"),
    ] + tenants + dispatch + federation

  private static let tenants = [
    Need(
      .systems([.tenants]), ["get"], "capsule.clastix.io", ["tenants"],
      for: "a tenant as it is now, before a namespace is made in it",
      without: "owners cannot make namespaces"),
    Need(
      .systems([.tenants]), ["patch"], "capsule.clastix.io", ["tenants/status"],
      for: "which namespaces are the tenant's", without: "tenants have no status"),
    Need(
      .systems([.tenants]), ["update"], "capsule.clastix.io", ["tenants/status"],
      for: "places held in a tenant's quota",
      without: "owners of tenants with a quota cannot make namespaces"),
    Need(
      .systems([.tenants]), ["update"], "capsule.clastix.io", ["tenants/finalizers"],
      for: "namespaces that block their tenant's end, where the API server asks for it",
      without: "with OwnerReferencesPermissionEnforcement namespaces are not adopted"),
    Need(
      .systems([.tenants]), ["list", "watch"], "capsule.clastix.io", ["capsuleconfigurations"],
      for: "whether Capsule's own operator runs", without: "it is never ready: /readyz answers 503"),
  ]

  private static let accounts = Need(
    .systems([.dispatch, .federation]), ["get", "list", "watch", "create", "patch", "delete"], "",
    ["serviceaccounts"], for: "accounts of users and clusters, without their tokens",
    without: "it is never ready: /readyz answers 503")

  private static let dispatch = [
    accounts,
    Need(
      .systems([.dispatch]), ["list", "watch", "patch"], "netsys.io", ["dispatchusers"],
      for: "who is asked for, and the finalizer",
      without: "it is never ready: /readyz answers 503"),
    Need(
      .systems([.dispatch]), ["get", "list", "watch", "create", "patch", "delete"], "netsys.io",
      ["ownednamespaces"], for: "which namespaces a user has",
      without: "it is never ready: /readyz answers 503"),
    Need(
      .systems([.dispatch]), ["patch"], "netsys.io",
      ["dispatchusers/status", "ownednamespaces/status"], for: "what became of them",
      without: "they have no status"),
    Need(
      .systems([.dispatch]), ["get", "list", "watch", "create", "patch", "delete"], "",
      ["resourcequotas"], for: "quotas of users", without: "it is never ready: /readyz answers 503"),
    Need(
      .systems([.dispatch]), ["get", "list", "watch", "create", "patch", "delete"],
      "", ["secrets"], in: .dispatch, for: "tokens that never end, for users who ask for one",
      without: "it is never ready: /readyz answers 503"),
  ]

  private static let federation = [
    Need(
      .systems([.federation]), ["get", "list", "watch", "create", "patch"], "slateci.io",
      ["clusters"], for: "which clusters are asked for",
      without: "it is never ready: /readyz answers 503"),
    Need(
      .systems([.federation]), ["get", "list", "watch", "create", "patch", "delete"], "slateci.io",
      ["clusternss"], for: "their further namespaces",
      without: "it is never ready: /readyz answers 503"),
    Need(
      .systems([.federation]), ["patch"], "slateci.io", ["clusters/status", "clusternss/status"],
      for: "what became of them", without: "they have no status"),
    Need(
      .systems([.federation]), ["get"], "apiextensions.k8s.io", ["customresourcedefinitions"],
      named: ["clusters.slateci.io", "clusternss.slateci.io"],
      for: "whether an object was deleted, or its kind", without: "deleted clusters never end"),
    Need(
      .systems([.federation]), ["list", "patch"], "nrp-nautilus.io",
      ["clusters", "clusternss", "clusternamespaces"],
      for: "the group before this one, imported once",
      without: "its objects are not imported"),
  ]
}
