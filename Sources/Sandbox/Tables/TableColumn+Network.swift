import JSON

extension TableColumn {
  /// Services.
  static let service: [TableColumn] = [
    name, text("Type") { $0.text("spec", "type") },
    text("Cluster-IP") { $0.items("spec", "clusterIPs").first?.string ?? "<none>" },
    text("External-IP") { externalAddress(of: $0) }, text("Port(s)") { ports(of: $0) }, age,
    text("Selector", priority: 1) { labels($0["spec", "selector"]) },
  ]

  /// Ingresses.
  static let ingress: [TableColumn] = [
    name, text("Class") { $0["spec", "ingressClassName"]?.string ?? "<none>" },
    text("Hosts") { hosts(of: $0) }, text("Address") { loadBalancer(of: $0) },
    text("Ports") { $0.items("spec", "tls").isEmpty ? "80" : "80, 443" }, age,
  ]

  /// NetworkPolicies.
  static let networkPolicy: [TableColumn] = [
    name,
    text("Pod-Selector") { selector(text: $0["spec", "podSelector"], empty: "<none>") }, age,
  ]

  /// Endpoints.
  static let endpoints: [TableColumn] = [
    name, text("Endpoints") { addresses(of: $0) }, age,
  ]

  private static func externalAddress(of service: JSONValue) -> String {
    let own = service.items("spec", "externalIPs").compactMap(\.string)
    switch service.text("spec", "type") {
    case "ClusterIP", "NodePort": return own.isEmpty ? "<none>" : own.joined(separator: ",")
    case "ExternalName": return service.text("spec", "externalName")
    case "LoadBalancer":
      let given = loadBalancer(of: service)
      let all = (given.isEmpty ? [] : [given]) + own
      return all.isEmpty ? "<pending>" : all.joined(separator: ",")
    default: return "<unknown>"
    }
  }

  private static func ports(of service: JSONValue) -> String {
    let ports = service.items("spec", "ports").map { port in
      let node = port.integer("nodePort")
      return "\(port.integer("port"))\(node > 0 ? ":\(node)" : "")/\(port.text("protocol"))"
    }
    return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
  }

  private static func loadBalancer(of object: JSONValue) -> String {
    let addresses = object.items("status", "loadBalancer", "ingress").map { entry in
      entry.text("ip").isEmpty ? entry.text("hostname") : entry.text("ip")
    }
    return Set(addresses).subtracting([""]).sorted().joined(separator: ",")
  }

  private static func hosts(of ingress: JSONValue) -> String {
    let rules = ingress.items("spec", "rules")
    let shown = 3
    var list: [String] = []
    for rule in rules {
      if list.count == shown {
        return "\(list.joined(separator: ",")) + \(rules.count - shown) more..."
      }
      let host = rule.text("host")
      if !host.isEmpty { list.append(host) }
    }
    return list.isEmpty ? "*" : list.joined(separator: ",")
  }

  private static func addresses(of endpoints: JSONValue) -> String {
    let subsets = endpoints.items("subsets")
    guard !subsets.isEmpty else { return "<none>" }
    let list = subsets.flatMap { subset in
      let addresses = subset.items("addresses").map { $0.text("ip") }
      let ports = subset.items("ports").map { $0.integer("port") }
      guard !ports.isEmpty else { return addresses }
      return ports.flatMap { port in
        addresses.map { $0.contains(":") ? "[\($0)]:\(port)" : "\($0):\(port)" }
      }
    }
    let shown = list.prefix(3).joined(separator: ",")
    return list.count > 3 ? "\(shown) + \(list.count - 3) more..." : shown
  }
}
