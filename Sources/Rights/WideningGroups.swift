internal import Decide
package import KubernetesAPI
internal import Ownership

/// The groups that the program puts its callers in, and what each of them may do.
package struct WideningGroups: Sendable {
  /// What one group is for.
  package struct Group: Sendable {
    package var name: String
    package var verbs: [String]
    package var resource: GroupResource
    /// What one sees where the group is not set up; nil where it need not be.
    package var symptom: String?
    /// The file of `config` that sets it up.
    package var manifest: String
  }

  private let installation: Installation
  package let groups: [Group]

  /// The groups of an installation.
  package init(for installation: Installation) {
    self.installation = installation
    let policy = Policy(groupPrefix: installation.groupPrefix)
    func group(_ operation: Operations, _ resource: FilteredResource, _ verbs: [String]) -> Group {
      Group(
        name: policy.wideningGroup(for: operation, of: resource), verbs: verbs,
        resource: resource.groupResource,
        symptom: operation == .list
          ? "lists of \(resource.groupResource) are refused to their owners with 403" : nil,
        manifest: operation == .list ? "config/rbac/widening.yaml" : "config/writes/widening.yaml")
    }
    var groups = FilteredResource.allCases.map { group(.list, $0, ["get", "list", "watch"]) }
    for resource in FilteredResource.allCases
    where resource.allows(.update) && resource.allows(.delete) {
      groups.append(group(.update, resource, ["get", "update", "patch"]))
      groups.append(group(.delete, resource, ["get", "delete"]))
    }
    groups.append(
      Group(
        name: policy.creationGroup, verbs: ["create"],
        resource: FilteredResource.namespaces.groupResource, symptom: nil,
        manifest: "config/selfservice/widening.yaml"))
    self.groups = groups
  }

  /// Whether a name is one that only the program may give.
  package func isOwn(_ name: String) -> Bool {
    Policy(groupPrefix: installation.groupPrefix).isOwnGroup(name)
  }

  /// Whether a name stands for a service account or a node.
  package static func isStandIn(_ name: String) -> Bool {
    Policy(groupPrefix: "bailiwick:").isOwnGroup(name)
  }

  /// What is wrong with the groups as they are bound.
  package func findings(in grants: [GroupGrant]) -> [Finding] {
    var findings: [Finding] = []
    var rules: [String: [AccessRule]] = [:]
    for grant in grants {
      guard grant.isGroup else {
        findings.append(
          Finding(
            .danger, "the user \(grant.subject) has rights of its own, by \(grant.binding)",
            effect: "every service account or node of the name has them in filtered lists",
            advice: "delete the binding"))
        continue
      }
      rules[grant.subject, default: []] += grant.rules ?? []
      findings += excess(of: grant)
    }
    for group in groups {
      guard let symptom = group.symptom else { continue }
      let lacking = group.verbs.filter { verb in
        !(rules[group.name] ?? []).contains { $0.allows(verb, group.resource) }
      }
      guard !lacking.isEmpty else { continue }
      findings.append(
        Finding(
          .missing,
          "the group \(group.name) may not \(lacking.joined(separator: ", ")) "
            + "\(group.resource)", effect: symptom,
          advice: "kubectl apply -f \(group.manifest), with the names for --group-prefix="
            + installation.groupPrefix))
    }
    return findings
  }

  private func excess(of grant: GroupGrant) -> [Finding] {
    let group = groups.first { $0.name == grant.subject }
    let rights = Set((grant.rules ?? []).flatMap { $0.rights(in: .cluster) }).filter { right in
      guard let group else { return true }
      return right.resource != group.resource || !group.verbs.contains(right.verb)
    }
    guard !rights.isEmpty else { return [] }
    let words = rights.map { "\($0)" }.sorted().prefix(3).joined(separator: "; ")
    guard group != nil else {
      return [
        Finding(
          .excess, "the group \(grant.subject), by \(grant.binding), may \(words)",
          effect: "the program puts nobody in it, and nobody else may",
          advice: "delete the binding, or give --group-prefix as it was given before")
      ]
    }
    return [
      Finding(
        .danger, "the group \(grant.subject), by \(grant.binding), may \(words)",
        effect: "every caller whose list is filtered has that right while it is",
        advice: "delete the binding, and apply \(group?.manifest ?? "")")
    ]
  }
}
