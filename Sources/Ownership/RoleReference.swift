/// The role a binding in a namespace gives.
package enum RoleReference: Sendable, Hashable {
  case clusterRole(String)
  case role(namespace: String, name: String)
}
