internal import KubernetesAPI
internal import Ownership

extension Need {
  /// Everything that the program's account is ever given: the one list of it.
  ///
  /// `config` gives these, `bailiwick check` looks for them, and the pages list them.
  package static let all = proxy + impersonation + controllers

  private static let following = ["list", "watch"]

  private static let proxy: [Need] =
    [
      Need(
        .proxy, following, "capsule.clastix.io", ["tenants"], for: "who owns what",
        without: "it is never ready: /readyz answers 503"),
      Need(
        .proxy, following, "", ["namespaces"], for: "which namespaces are a tenant's",
        without: "it is never ready: /readyz answers 503"),
      Need(
        .proxy, following, "rbac.authorization.k8s.io", ["roles", "rolebindings", "clusterroles"],
        for: "what role bindings let somebody see",
        without: "it is never ready: /readyz answers 503"),
      Need(
        .proxy, following, "rbac.authorization.k8s.io", ["clusterrolebindings"],
        for: "streams are reviewed anew when one changes",
        without: "watches and exec sessions go on after a right was taken away"),
    ]
    + labelled
    + [
      Need(
        .proxy, ["create"], "authentication.k8s.io", ["tokenreviews"], for: "whose a token is",
        without: "every token is answered 503"),
      Need(
        .proxy, ["create"], "authorization.k8s.io", ["subjectaccessreviews"],
        for: "what callers may do anyway", without: "filtered lists are answered 503"),
      Need(
        .proxy, ["get", "update"], "", ["secrets"], in: .own, named: ["bailiwick-page-keys"],
        for: "the key of page tokens, which replicas share",
        without: "a second page that another replica is asked for is answered 410"),
      Need(
        .proxy, ["create"], "", ["secrets"], in: .own, for: "the key of page tokens, made once",
        without: "a second page that another replica is asked for is answered 410"),
    ]

  private static let labelled = FilteredResource.allCases.filter(\.hasLabelRules).map { resource in
    Need(
      .proxy, following, resource.groupResource.group, [resource.groupResource.resource],
      for: "which of them tenants select by labels",
      without: "watches of them miss what begins or ceases to be a tenant's")
  }
}
