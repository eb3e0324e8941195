/// Somebody in the example, as both of the user's credentials say.
struct SandboxUser: Sendable {
  let name: String
  var uid: String
  var groups: [String] = []

  /// Who gets kubeconfigs.
  static let people = [
    SandboxUser(name: "admin", uid: "admin", groups: ["system:masters"]),
    SandboxUser(name: "alice", uid: "alice"),
    SandboxUser(name: "bob", uid: "bob"),
    SandboxUser(name: "joe", uid: "joe", groups: ["gas-admins"]),
  ]

  /// The program's own account, of config/rbac.
  static let program = SandboxUser(
    name: "system:serviceaccount:bailiwick-system:bailiwick", uid: "bailiwick",
    groups: ["system:serviceaccounts", "system:serviceaccounts:bailiwick-system"])
}
