import KubernetesAPI
import Testing

struct UserInfoTests {
  @Test(arguments: [
    ("system:serviceaccount:a-b:c", "a-b", "c"),
    ("system:serviceaccount:a:b-c", "a", "b-c"),
  ])
  func `reads a service account's user name`(_ name: String, _ namespace: String, _ account: String)
  {
    let found = UserInfo(username: name).serviceAccount
    #expect(found?.namespace == namespace)
    #expect(found?.name == account)
  }

  @Test(arguments: [
    "alice", "system:serviceaccount:", "system:serviceaccount:a", "system:serviceaccount:a:",
    "system:serviceaccount::b", "system:serviceaccount:a:b:c", "System:serviceaccount:a:b",
    " system:serviceaccount:a:b",
  ])
  func `takes no other user for a service account`(_ name: String) {
    #expect(UserInfo(username: name).serviceAccount == nil)
  }

  @Test func `tells a composed letter from a decomposed one`() {
    let composed = UserInfo(username: "Jos\u{E9}", groups: ["\u{E9}"])
    let decomposed = UserInfo(username: "Jose\u{301}", groups: ["\u{E9}"])
    #expect(composed.username == decomposed.username)
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(
      UserInfo(username: "a", groups: ["\u{E9}"]) != UserInfo(username: "a", groups: ["e\u{301}"]))
  }

  @Test func `names a resource with its group after a dot`() {
    #expect(GroupResource(group: "", resource: "nodes").description == "nodes")
    #expect(
      GroupResource(group: "storage.k8s.io", resource: "storageclasses").description
        == "storageclasses.storage.k8s.io")
  }
}
