import KubernetesAPI

// Who may grant what (`component-helpers/auth/rbac/validation/policy_comparator.go`,
// `pkg/registry/rbac/validation/policy_compact.go`).

extension PolicyRule {
  /// The rules of one verb, one resource or URL and at most one name that make up this one.
  var parts: [PolicyRule] {
    var parts: [PolicyRule] = []
    for group in apiGroups {
      for resource in resources {
        for verb in verbs {
          let part = PolicyRule(verbs: [verb], apiGroups: [group], resources: [resource])
          guard !resourceNames.isEmpty else {
            parts.append(part)
            continue
          }
          for name in resourceNames {
            var named = part
            named.resourceNames = [name]
            parts.append(named)
          }
        }
      }
    }
    for url in nonResourceURLs {
      for verb in verbs { parts.append(PolicyRule(verbs: [verb], nonResourceURLs: [url])) }
    }
    return parts
  }

  /// What `owned` lacks of `wanted`, in parts; empty when it covers all of it.
  static func missing(of wanted: [PolicyRule], in owned: [PolicyRule]) -> [PolicyRule] {
    wanted.flatMap(\.parts).filter { part in !owned.contains { $0.covers(part) } }
  }

  private func covers(_ part: PolicyRule) -> Bool {
    func hold(_ all: [String], _ some: [String]) -> Bool {
      all.hasExactly("*") || some.allSatisfy(all.hasExactly)
    }
    return hold(verbs, part.verbs) && hold(apiGroups, part.apiGroups)
      && part.resources.allSatisfy(coversResource)
      && (resourceNames.isEmpty
        || !part.resourceNames.isEmpty && part.resourceNames.allSatisfy(resourceNames.hasExactly))
      && part.nonResourceURLs.allSatisfy { path in
        nonResourceURLs.contains { Self.url($0, covers: path) }
      }
  }

  private func coversResource(_ path: String) -> Bool {
    if resources.hasExactly("*") || resources.hasExactly(path) { return true }
    guard let slash = path.utf8.firstIndex(of: UInt8(ascii: "/")) else { return false }
    return resources.hasExactly("*" + path[slash...])
  }

  /// The parts put together again where only the verbs differ.
  static func compacted(_ rules: [PolicyRule]) -> [PolicyRule] {
    var compacted: [PolicyRule] = []
    for rule in rules {
      let place = compacted.firstIndex { other in
        rule.nonResourceURLs.isEmpty && other.nonResourceURLs.isEmpty
          && rule.apiGroups.haveSameBytes(as: other.apiGroups)
          && rule.resources.haveSameBytes(as: other.resources)
          && rule.resourceNames.haveSameBytes(as: other.resourceNames)
      }
      if let place {
        compacted[place].verbs += rule.verbs
      } else {
        compacted.append(rule)
      }
    }
    return compacted
  }

  /// The rule in the message of a refused grant (`CompactString`).
  var compactDescription: String {
    let lists = [
      ("APIGroups", apiGroups), ("Resources", resources), ("NonResourceURLs", nonResourceURLs),
      ("ResourceNames", resourceNames), ("Verbs", verbs),
    ]
    let texts = lists.filter { !$0.1.isEmpty }.map { "\($0.0):\(Status.quoted($0.1))" }
    return "{\(texts.joined(separator: ", "))}"
  }
}

extension Status {
  /// A list as Go's `%q` writes it.
  static func quoted(_ texts: [String]) -> String {
    "[\(texts.map { Status.quoted($0) }.joined(separator: " "))]"
  }
}
