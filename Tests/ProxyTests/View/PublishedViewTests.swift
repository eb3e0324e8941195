import JSON
import KubernetesAPI
import Ownership
import Proxy
import Synchronization
import Testing

@Suite struct PublishedViewTests {
  private static func tenant(_ owner: String) -> Tenant {
    Tenant(
      metadata: ObjectMeta(name: "t", uid: "u"),
      object: ["spec": ["owners": [["kind": "User", "name": .string(owner)]]]])
  }

  @Test func `tells of a view by which somebody is shown something else`() {
    let calls = Mutex(0)
    var index = OwnershipIndex()
    let published = PublishedView()
    let number = published.watch { _ in calls.withLock { $0 += 1 } }
    func publish() -> Int {
      published.publish(index.view(now: 1))
      return calls.withLock { $0 }
    }
    #expect(publish() == 1, "the first view is news")
    #expect(publish() == 1)
    index.set(namespace: ObjectMeta(name: "n", uid: "u"), at: 1)
    #expect(publish() == 1, "a namespace of nobody's")
    index.set(tenant: Self.tenant("alice"))
    #expect(publish() == 2)
    index.set(tenant: Self.tenant("bob"))
    #expect(publish() == 3)
    #expect(published.value?.selection(of: .tenants, for: UserInfo(username: "bob")) != nil)
    published.endWatch(number)
    index.remove(tenant: "t")
    #expect(publish() == 3)
    #expect(published.value?.selection(of: .tenants, for: UserInfo(username: "bob")) == nil)
  }
}
