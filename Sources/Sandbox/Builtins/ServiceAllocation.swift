import JSON

/// The addresses and ports that the server gives to services.
///
/// They follow from the namespace and the name, so that the same commands lead to the same cluster;
/// two services may happen to share one.
enum ServiceAllocation {
  /// Gives what the type of the service asks for and takes what it does not have.
  static func complete(_ service: inout JSONValue) {
    let type = service.text("spec", "type")
    guard type != "ExternalName" else {
      for key in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"] {
        service["spec"]?[key] = nil
      }
      return
    }
    if service.text("spec", "clusterIP").isEmpty {
      service[at: ["spec", "clusterIP"]] =
        service.items("spec", "clusterIPs").first
        ?? .string(address(of: "\(service.namespace)/\(service.name)"))
    }
    let address = service.text("spec", "clusterIP")
    service.setDefault(["spec", "clusterIPs"], [.string(address)])
    // Who has no address and selects nothing can be anything (`service/storage/alloc.go`).
    if address == "None", service.count("spec", "selector") == 0 {
      service.setDefault(["spec", "ipFamilyPolicy"], "RequireDualStack")
      if service.text("spec", "ipFamilyPolicy") != "SingleStack" {
        service.setDefault(["spec", "ipFamilies"], ["IPv4", "IPv6"])
      }
    }
    service.setDefault(["spec", "ipFamilies"], [address.contains(":") ? "IPv6" : "IPv4"])
    service.setDefault(["spec", "ipFamilyPolicy"], "SingleStack")
    guard type == "NodePort" || type == "LoadBalancer" else {
      service.changeItems(["spec", "ports"]) { $0["nodePort"] = nil }
      return
    }
    guard type == "NodePort" || service["spec", "allocateLoadBalancerNodePorts"]?.bool != false
    else { return }
    let name = "\(service.namespace)/\(service.name)"
    service.changeItems(["spec", "ports"]) { port in
      guard port.integer("nodePort") == 0 else { return }
      let key = "\(name)/\(port.integer("port"))/\(port.text("protocol"))"
      port["nodePort"] = .int(30_000 + hash(key) % 2768)
    }
  }

  /// An address of 10.96.0.0/16, the usual range, without its first 256.
  private static func address(of name: String) -> String {
    let number = 256 + hash(name) % (65_534 - 256)
    return "10.96.\(number / 256).\(number % 256)"
  }

  /// FNV-1a of 32 bits.
  private static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
