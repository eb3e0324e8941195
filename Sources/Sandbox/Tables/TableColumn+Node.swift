import JSON

extension TableColumn {
  /// Nodes.
  static let node: [TableColumn] = [
    name,
    text("Status", "The status of the node") { nodeStatus($0) },
    text("Roles", "The roles of the node") { roles(of: $0) },
    age,
    text("Version", "Kubelet Version reported by the node.") {
      $0.text("status", "nodeInfo", "kubeletVersion")
    },
    text("Internal-IP", addressesDescription, priority: 1) { address(of: $0, "InternalIP") },
    text("External-IP", addressesDescription, priority: 1) { address(of: $0, "ExternalIP") },
    text(
      "OS-Image",
      "OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).",
      priority: 1
    ) { information($0, "osImage") },
    text(
      "Kernel-Version",
      "Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
      priority: 1
    ) { node in
      let architecture = node.text("status", "nodeInfo", "architecture")
      let version = information(node, "kernelVersion")
      return architecture.isEmpty ? version : "\(version) (\(architecture))"
    },
    text(
      "Container-Runtime",
      "ContainerRuntime Version reported by the node through runtime remote API "
        + "(e.g. containerd://1.4.2).", priority: 1
    ) { information($0, "containerRuntimeVersion") },
  ]

  private static let addressesDescription =
    "List of addresses reachable to the node. Queried from cloud provider, if available. More "
    + "info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is "
    + "declared as mergeable, but the merge key is not sufficiently unique, which can cause data "
    + "corruption when it is merged. Callers should instead use a full-replacement patch. See "
    + "https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change "
    + "during the lifetime of a Node. However, there are some exceptions where this may not be "
    + "possible, such as Pods that inherit a Node's address in its own status or consumers of the "
    + "downward API (status.hostIP)."

  private static func nodeStatus(_ node: JSONValue) -> String {
    let ready = node.items("status", "conditions").last { $0.text("type") == "Ready" }
    let status =
      switch ready?.text("status") {
      case nil: "Unknown"
      case "True": "Ready"
      default: "NotReady"
      }
    return node["spec", "unschedulable"]?.bool == true ? status + ",SchedulingDisabled" : status
  }

  private static func roles(of node: JSONValue) -> String {
    let prefix = "node-role.kubernetes.io/"
    var roles: Set<String> = []
    for (key, value) in node.labels {
      if key.hasPrefix(prefix) {
        roles.insert(String(key.dropFirst(prefix.count)))
      } else if key == "kubernetes.io/role" {
        roles.insert(value)
      }
    }
    roles.remove("")
    return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
  }

  private static func address(of node: JSONValue, _ type: String) -> String {
    node.items("status", "addresses").first { $0.text("type") == type }?.text("address")
      ?? "<none>"
  }

  private static func information(_ node: JSONValue, _ key: String) -> String {
    let text = node.text("status", "nodeInfo", key)
    return text.isEmpty ? "<unknown>" : text
  }
}
