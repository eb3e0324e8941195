internal import Decide
internal import KubernetesAPI

/// Compares what the program's account may do with what the flags ask for.
package struct Examination: Sendable {
  let installation: Installation
  private let needs: [Need]

  /// An examination for these flags.
  package init(for installation: Installation) {
    self.installation = installation
    needs = Need.all.filter { $0.isAsked(by: installation) }
  }

  /// What everybody may do who proved anything, or any service account (system:basic-user,
  /// system:cluster-trust-bundle-discovery).
  private static let everybodys = [
    AccessRule(
      verbs: ["create"], groups: ["authorization.k8s.io", "authentication.k8s.io"],
      resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews"]),
    AccessRule(
      verbs: ["get", "list", "watch"], groups: ["certificates.k8s.io"],
      resources: ["clustertrustbundles"]),
  ]

  /// The rights that are needed and that the account does not have, with what needs them.
  package func missing(in grants: Grants) -> [(need: Need, rights: [Right])] {
    needs.filter { !$0.isOptional }.compactMap { need in
      let rights = need.rights.filter { !grants.hold($0) }
      return rights.isEmpty ? nil : (need, rights)
    }
  }

  /// What the account may do that nothing needs.
  package func excess(in grants: Grants) -> [Finding] {
    let needed = Set(needs.flatMap(\.rights))
    var findings: [Finding] = []
    if grants.cluster.contains(where: { $0.allows("*", GroupResource(group: "*", resource: "*")) })
    {
      return [Danger.everything.finding]
    }
    for (place, rules) in grants.byPlace {
      let rights = Set(rules.flatMap { $0.rights(in: place) }).filter { right in
        !Self.everybodys.contains { $0.allows(right.verb, right.resource) }
          && !needed.contains(right)
          // What is given everywhere may be needed in one place only; that is still too much.
          && !needed.contains(Right(.cluster, right.verb, right.resource, name: ""))
          && !(right.verb == "bind" && !right.name.isEmpty)
      }
      findings += Self.findings(of: rights, installation)
    }
    return findings
  }

  /// What is as the flags ask for, and worth knowing.
  package func notes(on grants: Grants) -> [Finding] {
    let anybody = Right(.cluster, "impersonate", GroupResource(group: "", resource: "groups"))
    guard installation.scope == .legacy, grants.hold(anybody) else { return [] }
    return [
      Finding(
        .note,
        "the account may act as anybody for anything: it is worth as much as an administrator's",
        effect: "that is what --impersonation=legacy takes",
        advice: "from Kubernetes 1.36 on there is less: config/constrained-impersonation, with "
          + "--impersonation=constrained")
    ]
  }

  /// One finding for each resource, the dangerous ones by themselves.
  private static func findings(
    of rights: Set<Right>, _ installation: Installation
  ) -> [Finding] {
    var findings: [Finding] = []
    var rest: [String: Set<String>] = [:]
    for right in rights {
      if let danger = Danger.of(right, for: installation) {
        findings.append(danger.finding)
      } else {
        let what = "\(right)".drop { $0 != " " }.dropFirst()
        rest[String(what), default: []].insert(right.verb)
      }
    }
    findings = Array(Set(findings))
    findings += rest.map { what, verbs in
      Finding(
        .excess, "the account may \(verbs.sorted().joined(separator: ", ")) \(what)",
        effect: "nothing that the flags ask for needs it",
        advice: "take it out of the role, or away the binding that gives it")
    }
    return findings.sorted { ($0.kind.rawValue, $0.fact) < ($1.kind.rawValue, $1.fact) }
  }
}
