import JSON

/// Services (`pkg/registry/core/service`, `pkg/apis/core/v1/defaults.go`).
struct ServiceStrategy: StatusStrategy {
  var nameRule: NameRule { .label }

  func setDefaults(_ object: inout JSONValue) {
    object.setDefault(["spec", "sessionAffinity"], "None")
    if object.text("spec", "sessionAffinity") == "ClientIP" {
      object.setDefault(["spec", "sessionAffinityConfig", "clientIP", "timeoutSeconds"], 10800)
    } else {
      object["spec"]?["sessionAffinityConfig"] = nil
    }
    object.setDefault(["spec", "type"], "ClusterIP")
    object.changeItems(["spec", "ports"]) { port in
      port.setDefault(["protocol"], "TCP")
      let target = port["targetPort"]
      if target == nil || target == .int(0) || target == "" { port["targetPort"] = port["port"] }
    }
    let type = object.text("spec", "type")
    let isOpen = type == "NodePort" || type == "LoadBalancer"
    if isOpen || !object.items("spec", "externalIPs").isEmpty {
      object.setDefault(["spec", "externalTrafficPolicy"], "Cluster")
    }
    if isOpen || type == "ClusterIP" {
      object.setDefault(["spec", "internalTrafficPolicy"], "Cluster")
    }
    if type == "LoadBalancer" {
      object.setDefault(["spec", "allocateLoadBalancerNodePorts"], true)
    }
  }

  func prepareForCreate(_ object: inout JSONValue) {
    object["status"] = nil
    ServiceAllocation.complete(&object)
  }

  func prepareForUpdate(_ object: inout JSONValue, old: JSONValue, subresource: String) {
    object.separateStatus(from: old, subresource)
    guard subresource.isEmpty else { return }
    // What was given is kept unless the update says otherwise (`patchAllocatedValues`).
    if object.text("spec", "type") != "ExternalName", old.text("spec", "type") != "ExternalName" {
      for key in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
        if let value = old["spec", key] { object.setDefault(["spec", key], value) }
      }
      let before = old.items("spec", "ports")
      object.changeItems(["spec", "ports"]) { port in
        let same = before.first { $0.integer("port") == port.integer("port") }
        if let node = same?["nodePort"] { port.setDefault(["nodePort"], node) }
      }
    }
    ServiceAllocation.complete(&object)
  }

  func problems(creating object: JSONValue) -> [FieldProblem] { ServiceProblems.problems(object) }

  func problems(updating object: JSONValue, old: JSONValue, subresource: String) -> [FieldProblem] {
    guard subresource.isEmpty else { return [] }
    var problems = ServiceProblems.problems(object)
    let address = old.text("spec", "clusterIP")
    let isOutside =
      object.text("spec", "type") == "ExternalName" || old.text("spec", "type") == "ExternalName"
    if !isOutside, !address.isEmpty, object.text("spec", "clusterIP") != address {
      problems.append(
        .invalid(
          "spec.clusterIPs[0]", [.string(object.text("spec", "clusterIP"))],
          "may not change once set"))
    }
    return problems
  }

  func warnings(for object: JSONValue) -> [String] { ServiceProblems.warnings(object) }

  func selectableField(_ name: String, of object: JSONValue) -> String? {
    switch name {
    case "spec.clusterIP": object.text("spec", "clusterIP")
    case "spec.type": object.text("spec", "type")
    default: nil
    }
  }
}
