import KubernetesAPI
import Ownership
import Testing

/// What custom resources claim.
@Suite struct `Namespace claims` {
  private static let source = NamespaceClaim.Source(
    kind: "OwnedNamespace", namespace: "dispatch", name: "one")
  private static let other = NamespaceClaim.Source(
    kind: "OwnedNamespace", namespace: "dispatch", name: "other")

  private static func claim(
    _ namespace: String = "n", uid: String? = nil, by principal: Principal = .user("alice")
  ) -> NamespaceClaim {
    NamespaceClaim(principal: principal, namespace: namespace, uid: uid ?? "uid-of-\(namespace)")
  }

  private func chosen(_ index: inout OwnershipIndex, by user: UserInfo = .alice) -> Set<String>? {
    (index.view(now: 1).selection(of: .namespaces, for: user)?.exactNames).map(Set.init)
  }

  @Test(arguments: [Visibility.owned, .getNamespace, .anyBinding])
  func `give a namespace to their principal, whichever is seen first`(visibility: Visibility) {
    var index = OwnershipIndex(visibility: visibility)
    index.set(Self.claim(), of: Self.source)
    #expect(chosen(&index) == nil)
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(namespace: Objects.namespace("m"), at: 1)
    #expect(chosen(&index) == ["n"])
    index.set(Self.claim("m"), of: Self.other)
    #expect(chosen(&index) == ["n", "m"])
  }

  @Test func `give nothing of a namespace made anew under the name`() {
    var index = OwnershipIndex()
    index.set(namespace: Objects.namespace("n", uid: "another"), at: 1)
    index.set(Self.claim(), of: Self.source)
    #expect(chosen(&index) == nil)
  }

  @Test func `give until the last of two ends`() {
    var index = OwnershipIndex()
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(Self.claim(), of: Self.source)
    index.set(Self.claim(), of: Self.other)
    index.set(nil, of: Self.source)
    #expect(chosen(&index) == ["n"])
    index.set(nil, of: Self.other)
    #expect(chosen(&index) == nil)
  }

  @Test func `move when their resource says another namespace or principal`() {
    var index = OwnershipIndex()
    for name in ["n", "m"] { index.set(namespace: Objects.namespace(name), at: 1) }
    index.set(Self.claim(), of: Self.source)
    index.set(Self.claim("m"), of: Self.source)
    #expect(chosen(&index) == ["m"])
    index.set(Self.claim("m", by: .user("bob")), of: Self.source)
    #expect(chosen(&index) == nil)
  }

  @Test func `of a service account are not those of a user of its name`() {
    var index = OwnershipIndex()
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(
      Self.claim(by: .serviceAccount(namespace: "dispatch", name: "alice")), of: Self.source)
    #expect(chosen(&index) == nil)
    let account = UserInfo(username: "system:serviceaccount:dispatch:alice")
    #expect(chosen(&index, by: account) == ["n"])
  }

  @Test func `are told as the ground`() {
    var index = OwnershipIndex()
    index.set(namespace: Objects.namespace("n"), at: 1)
    index.set(Self.claim(), of: Self.source)
    _ = index.view(now: 1)
    for name in [nil, "n"] {
      let grounds = index.grounds(of: .namespaces, named: name, for: .alice)
      #expect(grounds.map(\.source) == [.claim(Self.source)])
    }
    #expect(index.grounds(of: .namespaces, named: "m", for: .alice) == [])
  }
}
