import JSON

/// Ingresses (`pkg/apis/networking/validation`).
struct IngressStrategy: StatusStrategy {
  var judgesMetadataAgain: Bool { true }

  var countsGenerations: Bool { true }

  func problems(creating object: JSONValue) -> [FieldProblem] {
    let rules = object.items("spec", "rules")
    var problems: [FieldProblem] = []
    if let backend = object["spec", "defaultBackend"], !backend.isNull {
      problems += Self.problems(backend: backend, "spec.defaultBackend")
    } else if rules.isEmpty {
      problems.append(
        .invalid("spec", .null, "either `defaultBackend` or `rules` must be specified"))
    }
    for (place, rule) in rules.enumerated() {
      problems += Self.problems(rule: rule, "spec.rules[\(place)]")
    }
    if let name = object["spec", "ingressClassName"]?.string {
      problems += NameSyntax.subdomain(name)
        .map { .invalid("spec.ingressClassName", .string(name), $0) }
    }
    return problems
  }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    subresource.isEmpty ? problems(creating: object) : []
  }

  func warnings(for object: JSONValue) -> [String] {
    let key = "kubernetes.io/ingress.class"
    guard object["metadata", "annotations"]?[key] != nil,
      object["spec", "ingressClassName"] == nil
    else { return [] }
    return [
      "annotation \"\(key)\" is deprecated, please use 'spec.ingressClassName' instead"
    ]
  }

  private static func problems(rule: JSONValue, _ field: String) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    let host = rule.text("host")
    if !host.isEmpty, !host.contains("*") {
      problems += NameSyntax.subdomain(host).map { .invalid("\(field).host", .string(host), $0) }
    }
    guard rule["http"]?.object != nil else { return problems }
    let paths = rule.items("http", "paths")
    if paths.isEmpty { problems.append(.required("\(field).http.paths")) }
    for (place, path) in paths.enumerated() {
      problems += Self.problems(path: path, "\(field).http.paths[\(place)]")
    }
    return problems
  }

  private static func problems(path: JSONValue, _ field: String) -> [FieldProblem] {
    let types = ["Exact", "ImplementationSpecific", "Prefix"]
    guard let type = path["pathType"]?.string else {
      return [.required("\(field).pathType", "pathType must be specified")]
    }
    let text = path.text("path")
    var problems: [FieldProblem] = []
    if !types.contains(type) {
      problems.append(.notSupported("\(field).pathType", .string(type), types))
    } else if !text.hasPrefix("/"), type != "ImplementationSpecific" || !text.isEmpty {
      problems.append(.invalid("\(field).path", .string(text), "must be an absolute path"))
    }
    return problems + Self.problems(backend: path["backend"] ?? .null, "\(field).backend")
  }

  private static func problems(backend: JSONValue, _ field: String) -> [FieldProblem] {
    let hasResource = backend["resource"]?.object != nil
    guard let service = backend["service"], service.object != nil else {
      return hasResource
        ? [] : [.invalid(field, "", "resource or service backend is required")]
    }
    guard !hasResource else {
      return [.invalid(field, "", "cannot set both resource and service backends")]
    }
    var problems: [FieldProblem] = []
    let name = service.text("name")
    if name.isEmpty {
      problems.append(.required("\(field).service.name"))
    } else {
      problems += ServiceStrategy().nameRule.problems(name)
        .map { .invalid("\(field).service.name", .string(name), $0) }
    }
    let (portName, number) = (service.text("port", "name"), service.integer("port", "number"))
    switch (portName.isEmpty, number == 0) {
    case (false, false):
      problems.append(.invalid(field, "", "cannot set both port name & port number"))
    case (false, true):
      problems += NameSyntax.portName(portName)
        .map { .invalid("\(field).service.port.name", .string(portName), $0) }
    case (true, false):
      problems += NameSyntax.port(number)
        .map { .invalid("\(field).service.port.number", .int(number), $0) }
    case (true, true):
      problems.append(.required(field, "port name or number is required"))
    }
    return problems
  }
}
