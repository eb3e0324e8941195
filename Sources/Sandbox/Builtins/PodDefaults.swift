import JSON

/// What is filled into the specification of a pod, alone or in a template
/// (`pkg/apis/core/v1/defaults.go`).
enum PodDefaults {
  /// Completes the specification at a path, also when nothing was given.
  static func complete(_ object: inout JSONValue, at path: [String]) {
    var spec = object[at: path] ?? [:]
    spec.setDefault(["dnsPolicy"], "ClusterFirst")
    spec.setDefault(["restartPolicy"], "Always")
    spec.setDefault(["securityContext"], [:])
    spec.setDefault(["terminationGracePeriodSeconds"], 30)
    spec.setDefault(["schedulerName"], "default-scheduler")
    // The older name of the same field (`pkg/apis/core/v1/conversion.go`).
    let account = spec.text("serviceAccountName")
    let name = account.isEmpty ? spec.text("serviceAccount") : account
    if !name.isEmpty {
      spec["serviceAccountName"] = .string(name)
      spec["serviceAccount"] = .string(name)
    }
    let isOnHost = spec["hostNetwork"]?.bool == true
    for list in ["initContainers", "containers", "ephemeralContainers"] {
      spec.changeItems([list]) { complete(container: &$0, isOnHost: isOnHost) }
    }
    spec.changeItems(["volumes"]) { complete(volume: &$0) }
    object[at: path] = spec
  }

  private static func complete(container: inout JSONValue, isOnHost: Bool) {
    container.setDefault(["imagePullPolicy"], pullPolicy(of: container.text("image")))
    container.setDefault(["terminationMessagePath"], "/dev/termination-log")
    container.setDefault(["terminationMessagePolicy"], "File")
    container.changeItems(["ports"]) { port in
      port.setDefault(["protocol"], "TCP")
      if isOnHost { port.setDefault(["hostPort"], port["containerPort"] ?? 0) }
    }
    container.changeItems(["env"]) { variable in
      guard variable["valueFrom", "fieldRef"]?.object != nil else { return }
      variable.setDefault(["valueFrom", "fieldRef", "apiVersion"], "v1")
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"]
    where container[probe]?.object != nil {
      complete(request: &container, [probe])
      container.setDefault([probe, "timeoutSeconds"], 1)
      container.setDefault([probe, "periodSeconds"], 10)
      container.setDefault([probe, "successThreshold"], 1)
      container.setDefault([probe, "failureThreshold"], 3)
    }
    for hook in ["postStart", "preStop"] { complete(request: &container, ["lifecycle", hook]) }
    container.setDefault(["resources"], [:])
  }

  private static func complete(request container: inout JSONValue, _ path: [String]) {
    if container[at: path + ["httpGet"]]?.object != nil {
      container.setDefault(path + ["httpGet", "path"], "/")
      container.setDefault(path + ["httpGet", "scheme"], "HTTP")
    }
    if container[at: path + ["grpc"]]?.object != nil {
      container.setDefault(path + ["grpc", "service"], "")
    }
  }

  /// `Always` for what has no tag or `latest`, `IfNotPresent` for anything else.
  private static func pullPolicy(of image: String) -> JSONValue {
    let name = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    if name.contains("@") { return "IfNotPresent" }
    guard let tag = name.split(separator: ":").dropFirst().last else { return "Always" }
    return tag == "latest" ? "Always" : "IfNotPresent"
  }

  private static func complete(volume: inout JSONValue) {
    if volume.object?.allSatisfy({ $0.key == "name" }) == true { volume["emptyDir"] = [:] }
    for source in ["secret", "configMap", "downwardAPI", "projected"]
    where volume[source]?.object != nil {
      volume.setDefault([source, "defaultMode"], 420)
    }
    volume.changeItems(["downwardAPI", "items"]) { complete(reference: &$0) }
    volume.changeItems(["projected", "sources"]) { source in
      source.changeItems(["downwardAPI", "items"]) { complete(reference: &$0) }
      if source["serviceAccountToken"]?.object != nil {
        source.setDefault(["serviceAccountToken", "expirationSeconds"], 3600)
      }
    }
    if volume["hostPath"]?.object != nil { volume.setDefault(["hostPath", "type"], "") }
  }

  private static func complete(reference item: inout JSONValue) {
    guard item["fieldRef"]?.object != nil else { return }
    item.setDefault(["fieldRef", "apiVersion"], "v1")
  }
}
