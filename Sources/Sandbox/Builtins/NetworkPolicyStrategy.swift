import JSON

/// NetworkPolicies (`pkg/apis/networking/validation`).
struct NetworkPolicyStrategy: Strategy {
  var countsGenerations: Bool { true }

  func setDefaults(_ object: inout JSONValue) {
    for way in ["ingress", "egress"] {
      object.changeItems(["spec", way]) { rule in
        rule.changeItems(["ports"]) { $0.setDefault(["protocol"], "TCP") }
      }
    }
    guard object.items("spec", "policyTypes").isEmpty else { return }
    var types: [JSONValue] = ["Ingress"]
    if !object.items("spec", "egress").isEmpty { types.append("Egress") }
    object[at: ["spec", "policyTypes"]] = .array(types)
  }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    var problems = SelectorProblems.problems(object["spec", "podSelector"], "spec.podSelector")
    for (way, peers) in [("ingress", "from"), ("egress", "to")] {
      for (place, rule) in object.items("spec", way).enumerated() {
        let field = "spec.\(way)[\(place)]"
        for (place, port) in rule.items("ports").enumerated() {
          problems += Self.problems(port: port, "\(field).ports[\(place)]")
        }
        for (place, peer) in rule.items(peers).enumerated() {
          problems += Self.problems(peer: peer, "\(field).\(peers)[\(place)]")
        }
      }
    }
    let types = ["Ingress", "Egress"]
    for (place, type) in object.items("spec", "policyTypes").enumerated()
    where !types.contains(type.string ?? "") {
      problems.append(.notSupported("spec.policyTypes[\(place)]", type, types))
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    problems(creating: object)
  }

  private static func problems(port: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let protocols = ["TCP", "UDP", "SCTP"]
    if let name = port["protocol"]?.string, !protocols.contains(name) {
      problems.append(.notSupported("\(field).protocol", .string(name), protocols))
    }
    let end = port["endPort"]
    if let number = port["port"]?.int {
      problems += NameSyntax.port(number).map { .invalid("\(field).port", .int(number), $0) }
      if let last = end?.int, last < number {
        problems.append(
          .invalid("\(field).endPort", .int(number), "must be greater than or equal to `port`"))
      }
    } else if let name = port["port"]?.string {
      if let end {
        problems.append(
          .invalid("\(field).endPort", end, "may not be specified when `port` is non-numeric"))
      }
      problems += NameSyntax.portName(name)
        .map { .invalid("\(field).port", .string(name), $0) }
    } else if let end {
      problems.append(
        .invalid("\(field).endPort", end, "may not be specified when `port` is not specified"))
    }
    return problems
  }

  private static func problems(peer: JSONValue, _ field: String) -> [FieldProblem] {
    let selectors = ["podSelector", "namespaceSelector"].filter { peer[$0]?.object != nil }
    let hasBlock = peer["ipBlock"]?.object != nil
    var problems = selectors.flatMap { SelectorProblems.problems(peer[$0], "\(field).\($0)") }
    if selectors.isEmpty, !hasBlock {
      problems.append(.required(field, "must specify a peer"))
    } else if hasBlock, !selectors.isEmpty {
      problems.append(.forbidden(field, "may not specify both ipBlock and another peer"))
    }
    return problems
  }
}
