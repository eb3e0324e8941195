import Decide
import KubernetesAPI
import Rights
import Testing

/// What an account lacks, and what it has too many.
struct ExaminationTests {
  private static let installations = [
    Installation(), Installation(scope: .constrained), Installation(scope: .mixed),
    Installation(systems: [], isSelfService: false),
    Installation(systems: [.dispatch]), Installation(systems: [.tenants, .federation]),
  ]

  @Test(arguments: installations)
  func `what is needed is enough, and not too much`(installation: Installation) {
    let examination = Examination(for: installation)
    let grants = Grants.needed(by: installation)
    #expect(examination.missing(in: grants).isEmpty)
    #expect(examination.excess(in: grants) == [])
  }

  @Test(arguments: installations)
  func `each right that is taken away is missed, and says what fails`(installation: Installation) {
    let examination = Examination(for: installation)
    let asked = Need.all.filter { $0.isAsked(by: installation) && !$0.isOptional }
    for right in Set(asked.flatMap(\.rights)) {
      let missing = examination.missing(in: .needed(by: installation, without: [right]))
      #expect(missing.contains { $0.rights.contains(right) }, "\(right)")
      #expect(missing.allSatisfy { !$0.need.symptom.isEmpty && !$0.need.manifest.isEmpty })
    }
  }

  /// What is given, and whether serve starts all the same.
  private static let excesses: [([String], String, String, Finding.Kind)] = [
    (["*"], "*", "*", .danger), (["*"], "", "*", .danger),
    (["escalate"], "rbac.authorization.k8s.io", "clusterroles", .danger),
    (["bind"], "rbac.authorization.k8s.io", "clusterroles", .danger),
    (["get"], "", "secrets", .excess), (["create"], "", "pods/exec", .excess),
    (["get"], "", "nodes/proxy", .excess), (["create"], "", "serviceaccounts/token", .excess),
    (["patch"], "admissionregistration.k8s.io", "mutatingwebhookconfigurations", .excess),
    (["list"], "", "configmaps", .excess), (["delete"], "", "nodes", .excess),
  ]

  @Test(arguments: excesses)
  func `more than is needed is told`(
    verbs: [String], group: String, resource: String, kind: Finding.Kind
  ) {
    let examination = Examination(for: Installation())
    let grants = Grants.needed(by: Installation()).adding(verbs, group, resource)
    let findings = examination.excess(in: grants)
    #expect(findings.map(\.kind) == [kind], "\(findings)")
    #expect(findings.allSatisfy { !$0.advice.isEmpty && !$0.effect.isEmpty })
  }

  @Test func `the older right is too much where the newer one is asked for`() {
    let scope = Installation(scope: .constrained)
    let grants = Grants.needed(by: scope).adding(["impersonate"], "", "users")
    #expect(Examination(for: scope).excess(in: grants).map(\.kind) == [.danger])
    // Named users are what mixed is for.
    let mixed = Installation(scope: .mixed)
    let named = Grants.needed(by: mixed).adding(["impersonate"], "", "users", named: ["alice"])
    #expect(!Examination(for: mixed).excess(in: named).contains { $0.kind == .danger })
    #expect(Examination(for: Installation()).notes(on: .needed(by: Installation())).count == 1)
    #expect(Examination(for: scope).notes(on: .needed(by: scope)).isEmpty)
  }

  @Test func `rights of controllers are too many where none runs`() {
    let proxy = Installation(systems: [], isSelfService: false)
    let excess = Examination(for: proxy).excess(in: .needed(by: Installation()))
    #expect(excess.contains { $0.fact.contains("serviceaccounts") })
    #expect(!excess.contains { $0.kind == .danger })
  }

  @Test func `a role more to hand out is not too much`() {
    let grants = Grants.needed(by: Installation()).adding(
      ["bind"], "rbac.authorization.k8s.io", "clusterroles", named: ["mine"])
    #expect(Examination(for: Installation()).excess(in: grants) == [])
  }

  @Test func `a right in one namespace is none in another, and none for other names`() {
    let secrets = GroupResource(group: "", resource: "secrets")
    let grants = Grants.needed(by: Installation())
    #expect(grants.hold(Right(.own, "get", secrets, name: "bailiwick-page-keys")))
    #expect(!grants.hold(Right(.own, "get", secrets, name: "other")))
    #expect(!grants.hold(Right(.cluster, "get", secrets, name: "bailiwick-page-keys")))
    #expect(grants.hold(Right(.dispatch, "list", secrets)))
  }

  @Test(arguments: [
    ("*", "pods/status", true), ("*/status", "pods/status", true), ("*/status", "pods", false),
    ("pods", "pods/status", false), ("pods/*", "pods/status", false),
  ])
  func `wildcards are those of RBAC`(granted: String, asked: String, isAllowed: Bool) {
    let rule = AccessRule(verbs: ["get"], groups: [""], resources: [granted])
    #expect(rule.allows("get", GroupResource(group: "", resource: asked)) == isAllowed)
  }
}
