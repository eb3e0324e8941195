extension BuiltinResources {
  /// The group of the roles.
  static let access: [Resource] = [
    rule("clusterrolebindings", "rbac.ClusterRoleBinding", false, RoleBindingStrategy(false)),
    rule("clusterroles", "rbac.ClusterRole", false, RoleStrategy(isNamespaced: false)),
    rule("rolebindings", "rbac.RoleBinding", true, RoleBindingStrategy(true)),
    rule("roles", "rbac.Role", true, RoleStrategy(isNamespaced: true)),
  ]

  /// What can only be asked, and is stored nowhere.
  static let reviews: [Resource] = [
    review("selfsubjectreviews", "authentication.SelfSubjectReview"),
    review("tokenreviews", "authentication.TokenReview"),
    review("localsubjectaccessreviews", "authorization.LocalSubjectAccessReview", true),
    review("selfsubjectaccessreviews", "authorization.SelfSubjectAccessReview"),
    review("selfsubjectrulesreviews", "authorization.SelfSubjectRulesReview"),
    review("subjectaccessreviews", "authorization.SubjectAccessReview"),
  ]

  private static func rule(
    _ plural: String, _ message: String, _ isNamespaced: Bool, _ strategy: any Strategy
  ) -> Resource {
    .builtin(
      plural, message, group: "rbac.authorization.k8s.io", isNamespaced: isNamespaced,
      columns: plural.hasSuffix("bindings") ? TableColumn.roleBinding : TableColumn.standard,
      strategy: strategy)
  }

  private static func review(
    _ plural: String, _ message: String, _ isNamespaced: Bool = false
  ) -> Resource {
    let room = message.prefix { $0 != "." }
    return .builtin(
      plural, message, group: "\(room).k8s.io", isNamespaced: isNamespaced, verbs: ["create"])
  }
}
