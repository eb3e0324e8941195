internal import KubernetesAPI
internal import Ownership

extension Need {
  static let impersonation: [Need] =
    [
      Need(
        .scope(.legacy), ["impersonate"], "", ["users", "groups", "serviceaccounts"],
        for: "requests in callers' names: as much as to be an administrator",
        without: "filtered lists are answered 503"),
      Need(
        .scope(.legacy), ["impersonate"], "authentication.k8s.io", ["*"],
        for: "callers' uids and extra values", without: "filtered lists are answered 503"),
      Need(
        .scope(.reading), ["impersonate:user-info"], "authentication.k8s.io", ["*"],
        for: "requests in the names of users and groups", without: "filtered lists are answered 503"
      ),
    ]
    + acting(.reading, ["get", "list", "watch"], FilteredResource.allCases, "filtered lists")
    + acting(
      .writing, ["update", "patch", "delete"],
      FilteredResource.allCases.filter { $0.allows(.update) && $0.allows(.delete) },
      "changes by owners")
    + acting(.selfService, ["create"], [.namespaces], "namespaces that owners make")

  private static func acting(
    _ scope: Part.Scope, _ verbs: [String], _ resources: [FilteredResource], _ what: String
  ) -> [Need] {
    resources.map { resource in
      Need(
        .scope(scope), verbs.map { "impersonate-on:user-info:\($0)" },
        resource.groupResource.group, [resource.groupResource.resource],
        for: "\(what), in callers' names", without: "\(what) are answered 503")
    }
  }
}
