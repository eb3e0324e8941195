import JSON
import KubernetesAPI
import Ownership
import Testing

@Suite struct PrincipalTests {
  @Test func `never takes a user, a group and a service account of one name for another`() {
    let owners = [("User", "x"), ("Group", "x"), ("ServiceAccount", "system:serviceaccount:n:x")]
    let callers = [
      UserInfo(username: "x"), UserInfo(username: "-", groups: ["x"]),
      UserInfo(username: "system:serviceaccount:n:x", groups: ["system:serviceaccounts:n"]),
      UserInfo(username: "system:serviceaccount:m:x"),
      UserInfo(username: "-", groups: ["system:serviceaccount:n:x"]),
    ]
    for (owned, owner) in owners.enumerated() {
      var index = OwnershipIndex()
      index.set(tenant: Objects.tenant("t", spec: Objects.owners((owner.0, owner.1))))
      let view = index.view(now: 1)
      for (number, caller) in callers.enumerated() {
        #expect(view.selection(of: .namespaces, for: caller).isNone == (number != owned))
      }
    }
  }

  @Test func `takes a service account's user name for the service account`() {
    let name = "system:serviceaccount:ns:robot"
    var index = OwnershipIndex()
    index.set(tenant: Objects.tenant("t", spec: Objects.owners(("User", name))))
    #expect(!index.view(now: 1).selection(of: .namespaces, for: UserInfo(username: name)).isNone)
    #expect(index.takeProblems() == [])
    #expect(Principal(username: name) == .serviceAccount(namespace: "ns", name: "robot"))
  }

  @Test(arguments: [
    ("a-b", "c", "a", "b-c"), ("a", "x", "b", "x"), ("a", "b", "b", "a"),
  ])
  func `keeps service accounts of two namespaces apart`(
    namespace: String, name: String, otherNamespace: String, otherName: String
  ) {
    let one = Principal(username: "system:serviceaccount:\(namespace):\(name)")
    let other = Principal(username: "system:serviceaccount:\(otherNamespace):\(otherName)")
    #expect(one != other)
    #expect(one == .serviceAccount(namespace: namespace, name: name))
  }

  @Test(arguments: [
    "system:serviceaccount:a", "system:serviceaccount:a:b:c", "system:serviceaccount::b",
    "system:serviceaccount:a:", "System:serviceaccount:a:b", " system:serviceaccount:a:b",
  ])
  func `takes other names with colons for users`(name: String) {
    #expect(Principal(username: name) == .user(name))
  }

  @Test func `compares names by their bytes`() {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    #expect(composed == decomposed)
    #expect(Principal(username: composed) != Principal(username: decomposed))
    #expect(Principal(group: composed) != Principal(group: decomposed))
    #expect(Principal(username: "alice") != Principal(username: "Alice"))
    #expect(Principal(username: "alice") != Principal(username: "alice "))
  }

  @Test(arguments: [
    "system:authenticated", "system:unauthenticated", "system:serviceaccounts",
    "system:serviceaccounts:kube-system", "system:serviceaccounts:",
  ])
  func `lets implicit groups own nothing`(group: String) throws {
    let caller = UserInfo(username: "eve", groups: [group])
    var index = OwnershipIndex(visibility: .anyBinding)
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(
      tenant: Objects.tenant(
        "t", annotations: ["owners.capsule.clastix.io/group": group],
        spec: [
          "owner": ["kind": "Group", "name": .string(group)],
          "owners": [["kind": "Group", "name": .string(group)]],
        ], namespaces: ["n"]))
    index.set(
      roleBinding: try Objects.binding(
        in: "n", subjects: [["kind": "Group", "name": .string(group)]]))
    #expect(index.view(now: 1).selection(of: .namespaces, for: caller).isNone)
    #expect(index.takeProblems().count == 3)
  }
}
