import JSON

extension Admission {
  /// Lets a pod stay five minutes on a node that fails
  /// (`plugin/pkg/admission/defaulttolerationseconds`).
  func addTolerations(to pod: inout JSONValue) {
    var tolerations = pod["spec", "tolerations"]?.array ?? []
    let old = tolerations
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
      let isTolerated = old.contains { toleration in
        let (other, effect) = (toleration["key"]?.string ?? "", toleration["effect"]?.string ?? "")
        return (other == key || other.isEmpty) && (effect == "NoExecute" || effect.isEmpty)
      }
      guard !isTolerated else { continue }
      tolerations.append([
        "key": .string(key), "operator": "Exists", "effect": "NoExecute",
        "tolerationSeconds": 300,
      ])
    }
    guard tolerations.count > old.count else { return }
    pod[at: ["spec", "tolerations"]] = .array(tolerations)
  }

  /// Keeps pods off a node that has not said it is ready
  /// (`plugin/pkg/admission/nodetaint`).
  func addTaint(to node: inout JSONValue) {
    let taint: JSONValue = ["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]
    let taints = node["spec", "taints"]?.array ?? []
    let isThere = taints.contains {
      $0["key"] == taint["key"] && $0["effect"] == taint["effect"]
    }
    guard !isThere else { return }
    node[at: ["spec", "taints"]] = .array(taints + [taint])
  }
}
