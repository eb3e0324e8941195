import JSON
import KubernetesAPI
import Ownership
import Rights
import Testing

/// What is said of the groups that the program puts its callers in.
struct WideningGroupsTests {
  private let groups = WideningGroups(for: Installation(groupPrefix: "gate:"))

  private func grant(
    _ subject: String, _ verbs: [String], _ resource: GroupResource, isGroup: Bool = true
  ) -> GroupGrant {
    GroupGrant(
      subject: subject, isGroup: isGroup, binding: "b",
      rules: [AccessRule(verbs: verbs, groups: [resource.group], resources: [resource.resource])])
  }

  private var all: [GroupGrant] { groups.groups.map { grant($0.name, $0.verbs, $0.resource) } }

  @Test func `are found as they should be`() {
    #expect(groups.findings(in: all) == [])
    // Those that write are there or not.
    #expect(groups.findings(in: all.filter { $0.subject.hasPrefix("gate:read:") }) == [])
    #expect(all.count > FilteredResource.allCases.count * 2)
  }

  @Test func `are missed one by one`() {
    for group in groups.groups where group.symptom != nil {
      let findings = groups.findings(in: all.filter { $0.subject != group.name })
      #expect(findings.map(\.kind) == [.missing])
      #expect(findings.allSatisfy { $0.fact.contains(group.name) })
    }
    var dangling = all
    dangling[0].rules = nil
    #expect(groups.findings(in: dangling).map(\.kind) == [.missing])
  }

  @Test(arguments: [
    (["update"], "namespaces"), (["*"], "namespaces"), (["get"], "secrets"), (["list"], "*"),
  ])
  func `may do nothing else`(verbs: [String], resource: String) {
    let more = grant("gate:read:namespaces", verbs, GroupResource(group: "", resource: resource))
    #expect(groups.findings(in: all + [more]).map(\.kind) == [.danger])
  }

  @Test func `are not those of another prefix, or of names that nobody gives`() {
    let nodes = GroupResource(group: "", resource: "nodes")
    #expect(groups.isOwn("gate:read:nodes") && !groups.isOwn("bailiwick:read:nodes"))
    let other = grant("gate:read:pods", ["get"], nodes)
    #expect(groups.findings(in: all + [other]).map(\.kind) == [.excess])
    let standIn = grant("bailiwick:sa:a:b", ["get"], nodes, isGroup: false)
    #expect(WideningGroups.isStandIn(standIn.subject) && !WideningGroups.isStandIn("alice"))
    #expect(groups.findings(in: all + [standIn]).map(\.kind) == [.danger])
  }
}
