import JSON

/// What is wrong with a service (`ValidateService`).
enum ServiceProblems {
  static func problems(_ service: JSONValue) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let type = service.text("spec", "type")
    let ports = service.items("spec", "ports")
    let isHeadless = service.text("spec", "clusterIP") == "None"
    if ports.isEmpty, !isHeadless, type != "ExternalName" {
      problems.append(.required("spec.ports"))
    }
    if type == "LoadBalancer" || type == "NodePort", isHeadless {
      problems.append(
        .invalid(
          "spec.clusterIPs[0]", "None",
          "may not be set to 'None' for \(type) services"))
    }
    if type == "ExternalName" {
      let name = service.text("spec", "externalName")
      if name.isEmpty {
        problems.append(.required("spec.externalName"))
      } else {
        problems += NameSyntax.subdomain(name)
          .map { .invalid("spec.externalName", .string(name), $0) }
      }
    }
    var names: Set<String> = []
    for (place, port) in ports.enumerated() {
      problems += Self.problems(
        port: port, isNamed: ports.count > 1, &names, "spec.ports[\(place)]")
    }
    problems += ObjectMetaProblems.problems(labels: service["spec", "selector"], "spec.selector")
    let affinities = ["ClientIP", "None"]
    let affinity = service.text("spec", "sessionAffinity")
    if !affinities.contains(affinity) {
      problems.append(.notSupported("spec.sessionAffinity", .string(affinity), affinities))
    }
    let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    if !types.contains(type) {
      problems.append(.notSupported("spec.type", .string(type), types))
    }
    return problems + doubles(of: ports)
  }

  /// What a server warns of (`pkg/api/service/warnings.go`).
  static func warnings(_ service: JSONValue) -> [String] {
    var warnings: [String] = []
    let type = service.text("spec", "type")
    let isHeadless = service.text("spec", "clusterIP") == "None"
    let hasExternal = !service.items("spec", "externalIPs").isEmpty
    if isHeadless {
      if hasExternal { warnings.append("spec.externalIPs is ignored for headless services") }
      if service.text("spec", "sessionAffinity") != "None" {
        warnings.append("spec.SessionAffinity is ignored for headless services")
      }
    }
    if hasExternal, type == "ExternalName" {
      warnings.append("spec.externalIPs is ignored when spec.type is \"ExternalName\"")
    } else if hasExternal, !isHeadless {
      warnings.append(
        "spec.externalIPs is deprecated and may no longer be implemented in some clusters")
    }
    if type != "ExternalName", !service.text("spec", "externalName").isEmpty {
      warnings.append("spec.externalName is ignored when spec.type is not \"ExternalName\"")
    }
    return warnings
  }

  private static func problems(
    port: JSONValue, isNamed: Bool, _ names: inout Set<String>, _ field: String
  ) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let name = port.text("name")
    if name.isEmpty {
      if isNamed { problems.append(.required("\(field).name")) }
    } else {
      problems += NameSyntax.label(name).map { .invalid("\(field).name", .string(name), $0) }
      if !names.insert(name).inserted {
        problems.append(.duplicate("\(field).name", .string(name)))
      }
    }
    let number = port.integer("port")
    problems += NameSyntax.port(number).map { .invalid("\(field).port", .int(number), $0) }
    let protocols = ["SCTP", "TCP", "UDP"]
    let transport = port.text("protocol")
    if !protocols.contains(transport) {
      problems.append(.notSupported("\(field).protocol", .string(transport), protocols))
    }
    if let target = port["targetPort"]?.int {
      problems += NameSyntax.port(target)
        .map { .invalid("\(field).targetPort", .int(target), $0) }
    } else if let target = port["targetPort"]?.string {
      problems += NameSyntax.portName(target)
        .map { .invalid("\(field).targetPort", .string(target), $0) }
    }
    return problems
  }

  /// Two ports with one number and protocol.
  private static func doubles(of ports: [JSONValue]) -> [FieldProblem] {
    var seen: Set<String> = []
    return ports.enumerated().compactMap { place, port in
      let (number, transport) = (port.integer("port"), port.text("protocol"))
      guard !seen.insert("\(number)/\(transport)").inserted else { return nil }
      return .duplicate(
        "spec.ports[\(place)]",
        [
          "Name": "", "Protocol": .string(transport), "AppProtocol": nil, "Port": .int(number),
          "TargetPort": 0, "NodePort": 0,
        ])
    }
  }
}
